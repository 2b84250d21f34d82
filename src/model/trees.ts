/** Many small decision trees whose leaves add up to a logit. Nodes of all trees stand in one row. */
export interface Trees {
  /** First node of each tree. */
  readonly roots: Uint32Array;
  /** Feature asked by a node; LEAF where it is a leaf. */
  readonly features: Uint8Array;
  /** To the left where the feature is at most this; at a leaf, what it adds. */
  readonly values: Float32Array;
  /** Left child of a node; the right one stands next to it. */
  readonly children: Uint32Array;
  readonly base: number;
}

export const LEAF = 255;

/** The sum of the leaves that a row of features falls into. */
export function logitOf({ roots, features, values, children, base }: Trees, row: Float32Array, at = 0): number {
  let sum = base;
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t] as number;
    let feature = features[node] as number;
    while (feature !== LEAF) {
      node = (children[node] as number) + ((row[at + feature] as number) <= (values[node] as number) ? 0 : 1);
      feature = features[node] as number;
    }
    sum += values[node] as number;
  }
  return sum;
}
