import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableError } from '../../errors.js';
import { readOffice } from './index.js';
import type { Outcome } from './isolated.js';

const { extension, bytes } = workerData as { readonly extension: string; readonly bytes: Uint8Array };

async function outcome(): Promise<Outcome> {
  try {
    return { draft: await readOffice(extension, bytes) };
  } catch (error) {
    if (error instanceof UnreadableError) return { unreadable: { code: error.code, message: error.message } };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage(await outcome());
