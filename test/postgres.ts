import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Debian keeps it by version and out of PATH; POSTGRES_BIN names another folder. */
const DEBIAN = '/usr/lib/postgresql';
const PLACES = [
  process.env.POSTGRES_BIN ?? '',
  ...(process.env.PATH ?? '').split(':'),
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => `${DEBIAN}/${version}/bin`) : []),
];

const bin = PLACES.find(
  (place) => place !== '' && existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl')),
);

/** Tests of scans on several machines are left out where there is none, and say so. */
export const hasPostgres = bin !== undefined;

/** A server of its own, with one empty database after another. */
export interface Postgres {
  /** Address of a new database. */
  database(): Promise<string>;
  start(): void;
  stop(): void;
  remove(): void;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** PostgreSQL refuses to run as root: another user is asked of the system. */
function otherUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number =>
    Number(
      ['postgres', 'nobody']
        .map((name) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
        .find(({ status }) => status === 0)?.stdout,
    );
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** @throws with what PostgreSQL said. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-postgres-'));
  const user = otherUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const run = (command: string, ...args: readonly string[]): void => {
    // A server that is started here holds its outputs open: they go nowhere.
    const { status, error } = spawnSync(join(bin ?? '', command), args, { cwd: folder, stdio: 'ignore', ...user });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? status}`);
  };
  const data = `${folder}/data`;
  run('initdb', '-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const start = (): void => run('pg_ctl', '-D', data, '-w', '-o', settings, '-l', `${folder}/log`, 'start');
  const stop = (): void => run('pg_ctl', '-D', data, '-w', '-m', 'fast', 'stop');
  start();
  let databases = 0;
  return {
    async database() {
      const address = `postgres://tester:secret-word@127.0.0.1:${port}`;
      const client = new pg.Client(`${address}/postgres`);
      await client.connect();
      const name = `scans${databases++}`;
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `${address}/${name}`;
    },
    start,
    stop,
    remove() {
      stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
