import { Worker } from 'node:worker_threads';
import { UnreadableError } from '../../errors.js';
import type { Draft } from './draft.js';

export interface IsolationLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const LIMITS: IsolationLimits = { milliseconds: 60_000, megabytes: 1024 };

/** What the worker hands back. */
export type Outcome =
  | { readonly draft: Draft }
  | { readonly unreadable: { readonly code: string; readonly message: string } }
  | { readonly bug: string };

/**
 * Reads an office file in a thread of its own, which is ended when it takes too long or too much memory.
 * @throws UnreadableError too-slow, too-much-memory, and what the readers throw.
 */
export function readIsolated(extension: string, bytes: Uint8Array, limits: IsolationLimits = LIMITS): Promise<Draft> {
  const worker = new Worker(new URL('./office-worker.js', import.meta.url), {
    workerData: { extension, bytes },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    // What a library prints is no business of ours.
    stdout: true,
    stderr: true,
  });
  return new Promise<Draft>((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new UnreadableError('too-slow', `读取超过 ${limits.milliseconds / 1000} 秒，已停止。请另存为较小的文件。`),
        ),
      limits.milliseconds,
    );
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    worker.once('message', (outcome: Outcome) =>
      settle(() => {
        if ('draft' in outcome) resolve(outcome.draft);
        else if ('unreadable' in outcome)
          reject(new UnreadableError(outcome.unreadable.code, outcome.unreadable.message));
        else reject(new Error(outcome.bug));
      }),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      settle(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new UnreadableError('too-much-memory', `读取所需内存超过 ${limits.megabytes} MB，已停止。`)
            : error,
        ),
      ),
    );
  }).finally(() => void worker.terminate());
}
