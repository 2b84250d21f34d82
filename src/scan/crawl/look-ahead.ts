import type { Asked, Frontier, Target } from './frontier.js';
import type { Politeness } from './politeness.js';

/** Targets among which those of other hosts are looked for, and hosts that are asked beside the one waited for. */
export const LOOK_AHEAD = 2_000;
const HOSTS_AT_ONCE = 7;

/** While one host is waited for, others are asked for what is theirs further on; the answers are kept until their turn. */
export interface LookAhead {
  /** @param isNearLimit whether of a host hardly more pages are wanted */
  begin(from: number, waitedFor: string, isNearLimit: (hostname: string) => boolean): void;
  /** @throws what went wrong in the background */
  confirm(): void;
  /** Nothing is begun or kept any more. */
  end(): void;
}

export function openLookAhead(
  frontier: Frontier,
  { inTurn }: Politeness,
  askFor: (target: Target) => Promise<Asked>,
): LookAhead {
  /** Targets of each host that wait further on; hosts that are being asked. */
  const ahead = new Map<string, Target[]>();
  const busy = new Set<string>();
  let seen = 0;
  let isOver = false;
  let fault: { readonly error: unknown } | undefined;

  function look(from: number): void {
    seen = Math.max(seen, from);
    for (
      let target = frontier.after(seen);
      target && target.number <= from + LOOK_AHEAD;
      target = frontier.after(target.number)
    ) {
      seen = target.number;
      if (target.outcome || !URL.canParse(target.url)) continue;
      const { hostname } = new URL(target.url);
      ahead.set(hostname, [...(ahead.get(hostname) ?? []), target]);
    }
  }

  /** Asks one host for what is its own further on, as long as there is some. */
  async function askAhead(hostname: string): Promise<void> {
    const targets = ahead.get(hostname) ?? [];
    for (let target = targets.shift(); target && !isOver; target = targets.shift()) {
      const { key } = target;
      const next = target;
      await inTurn(hostname, async () => {
        if (isOver || frontier.known(key)?.outcome || frontier.asked(key)) return;
        const asked = await askFor(next);
        if (!isOver) frontier.keepAsked(key, asked);
      });
    }
    if (targets.length === 0) ahead.delete(hostname);
  }

  return {
    begin(from, waitedFor, isNearLimit) {
      look(from);
      for (const hostname of ahead.keys()) {
        if (busy.size >= HOSTS_AT_ONCE) return;
        if (hostname === waitedFor || busy.has(hostname) || isNearLimit(hostname)) continue;
        busy.add(hostname);
        askAhead(hostname)
          .catch((error: unknown) => {
            if (!isOver) fault = { error };
          })
          .finally(() => busy.delete(hostname));
      }
    },
    confirm() {
      if (fault) throw fault.error;
    },
    end() {
      isOver = true;
    },
  };
}
