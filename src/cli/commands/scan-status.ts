import { UserError } from '../../errors.js';
import { type Connection, connect } from '../../scan/database/connection.js';
import { openQueue } from '../../scan/database/queue.js';
import { type ScanStatus, statusOf } from '../../scan/database/status.js';
import { printable } from '../../text/printable.js';
import { tell } from './scan-database.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const duration = (seconds: number): string => {
  if (seconds < MINUTE) return `${Math.ceil(seconds)} 秒`;
  if (seconds < HOUR) return `${Math.ceil(seconds / MINUTE)} 分钟`;
  return `${(seconds / HOUR).toFixed(1)} 小时`;
};

function inWords(scan: ScanStatus): string {
  const { id, name, shards, pending, active, done, failed, pages, pagesDone, pagesPerSecond, secondsLeft } = scan;
  const all = shards === null ? '还在发送' : `共 ${shards} 片`;
  const rate =
    pagesPerSecond === null ? '' : `；每秒 ${pagesPerSecond.toFixed(1)} 页，约还要 ${duration(secondsLeft ?? 0)}`;
  return `${id}  ${printable(name)}
  ${all}：待查 ${pending}，在查 ${active}，已查 ${done}，失败 ${failed}
  已查 ${pagesDone} 页，共 ${pages} 页${rate}
`;
}

export interface ScanStatusOptions {
  readonly database: string;
  readonly isJson: boolean;
  /** The scan that is to be forgotten, by its id. */
  readonly remove?: string;
}

async function removeScan(connection: Connection, scans: readonly ScanStatus[], wanted: string): Promise<void> {
  if (!scans.some(({ id }) => id === wanted))
    throw new UserError(`没有编号为“${printable(wanted)}”的检查；不加 --remove 即列出各次检查的编号。`);
  const queue = await openQueue(connection);
  await connection.patiently(() => queue.remove(wanted));
  await queue.close();
}

/** Writes how far the scans of a database are, or forgets one of them. */
export async function scanStatus({ database, isJson, remove }: ScanStatusOptions): Promise<void> {
  const connection = await connect(database, tell);
  try {
    const scans = await connection.patiently(() => statusOf(connection));
    if (remove !== undefined) await removeScan(connection, scans, remove);
    else if (isJson) process.stdout.write(`${JSON.stringify(scans)}\n`);
    else process.stdout.write(scans.map(inWords).join('') || '没有在做的检查。\n');
  } finally {
    await connection.close();
  }
}
