/** The best few of many, best first, in scratch space: of two equal ones the first stays ahead. */
export interface Ranking {
  readonly scores: Float64Array;
  readonly items: Int32Array;
  /** So many are kept at present. */
  count: number;
}

/** An empty ranking with room for `room` items. */
export const rankingOf = (room: number): Ranking => ({
  scores: new Float64Array(room),
  items: new Int32Array(room),
  count: 0,
});

/** Puts an item where it belongs, unless `most` others are at least as good. */
export function keep(ranking: Ranking, score: number, item: number, most: number): void {
  const { scores, items, count } = ranking;
  if (count === most && score <= (scores[most - 1] as number)) return;
  let at = most - 1;
  if (count < most) {
    at = count;
    ranking.count = count + 1;
  }
  for (; at > 0 && (scores[at - 1] as number) < score; at--) {
    scores[at] = scores[at - 1] as number;
    items[at] = items[at - 1] as number;
  }
  scores[at] = score;
  items[at] = item;
}
