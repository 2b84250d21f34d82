import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a crawl knows it; tests have one of their own. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const machineClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => sleep(milliseconds),
};
