import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import type Pg from 'pg';
import type PgBoss from 'pg-boss';
import { UserError } from '../../errors.js';

const require = createRequire(import.meta.url);

/** @throws UserError where a component is not installed: both are optional ones. */
export function component(name: 'pg' | 'pg-boss'): unknown {
  try {
    return require(name);
  } catch {
    throw new UserError(`--database 需要组件 pg 和 pg-boss，这里没有装上 ${name}。请运行 npm install pg pg-boss@10。`);
  }
}

/** The components of scans on several machines that are not installed. */
export const missingComponents = (): readonly string[] =>
  (['pg', 'pg-boss'] as const).filter((name) => {
    try {
      return !component(name);
    } catch {
      return true;
    }
  });

export interface Queries {
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same as pg-boss takes it, so that a job and what it gave are written in one transaction. */
  readonly forJobs: PgBoss.Db;
}

/** A PostgreSQL database that may go away for a while. */
export interface Connection extends Queries {
  /** All or nothing. */
  transaction<T>(act: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * Acts; when the database goes away meanwhile, again every second until it is back.
   * @throws UserError when it stays away for ten minutes, or for a fault that waiting does not mend.
   */
  patiently<T>(act: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The address as it may be shown: without user and password, wherever they stand in it. */
export const shownAddress = (url: string): string =>
  url.replace(/^.{0,4000}@|^[a-z]{1,10}:\/\//su, '').replace(/[?#].{0,4000}$/su, '');

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那里没有数据库在运行',
  ENOENT: '那里没有数据库在运行',
  ENOTFOUND: '没有这个主机',
  EAI_AGAIN: '主机名解析不了',
  ECONNRESET: '连接断了',
  EPIPE: '连接断了',
  ETIMEDOUT: '没有回应',
  EHOSTUNREACH: '到不了那个主机',
  ENETUNREACH: '到不了那个主机',
  '57P01': '数据库正在停止',
  '57P02': '数据库正在停止',
  '57P03': '数据库正在启动',
  '53300': '连接数满了',
  '40001': '与别的事务冲突',
  '40P01': '与别的事务冲突',
};

const REFUSED: Readonly<Record<string, string>> = {
  '28P01': '用户名或密码不对。密码可写在 PGPASSWORD 或 ~/.pgpass 里',
  '28000': '这个用户不许登录',
  '3D000': '没有这个库，请先用 createdb 建立',
  '42501': '权限不够，这个用户要能建立模式（CREATE）',
  '53100': '数据库的磁盘满了',
};

const codeOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Why the database cannot be reached now; undefined for what waiting does not mend. pg has no codes for some of it. */
function whyAway(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code.startsWith('08')) return '连接断了';
  if (WHY[code] !== undefined) return WHY[code];
  const message = error instanceof Error ? error.message : '';
  if (/timeout/iu.test(message)) return '没有回应';
  return /Connection terminated|not queryable|server closed/iu.test(message) ? '连接断了' : undefined;
}

const TRIES = 600;
const BETWEEN = 1_000;
const CONNECTIONS = 2;
const TO_CONNECT = 10_000;
/** A machine that vanished does not hang up. */
const TO_ANSWER = 120_000;

const queriesOf = (client: Pg.Pool | Pg.PoolClient): Queries => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as readonly Row[],
  forJobs: { executeSql: (text, values) => client.query(text, values) },
});

/**
 * @param tell is given one Chinese sentence when the database goes away, and one when it is back.
 * @throws UserError where there is no such database, or it refuses.
 */
export async function connect(url: string, tell: (sentence: string) => void): Promise<Connection> {
  const shown = `数据库 ${shownAddress(url)}`;
  if (!/^postgres(?:ql)?:\/\//u.test(url))
    throw new UserError(
      '--database 应为 postgres://用户@主机:端口/库 这样的地址，密码可写在 PGPASSWORD 或 ~/.pgpass 里。',
    );
  const { Pool } = component('pg') as typeof Pg;

  /** The messages of failed connections may quote the address: only their codes are told. */
  const told = (error: unknown): unknown => {
    if (error instanceof UserError) return error;
    const code = codeOf(error);
    if (REFUSED[code] !== undefined) return new UserError(`${shown}：${REFUSED[code]}。`);
    const away = whyAway(error);
    if (away !== undefined) return new UserError(`${shown} 连不上（${away}）。请检查地址、端口，数据库是否在运行。`);
    if (code === 'ERR_INVALID_URL')
      return new UserError(`${shown}：地址不成形，请检查；密码里的特殊字符要写成 %40 之类。`);
    return /^[\dA-Z]{5}$/u.test(code) && error instanceof Error
      ? new UserError(`${shown} 出错：${error.message}（${code}）。`)
      : error;
  };

  let pool: Pg.Pool;
  try {
    pool = new Pool({
      connectionString: url,
      application_name: 'gongwen-lint',
      max: CONNECTIONS,
      keepAlive: true,
      connectionTimeoutMillis: TO_CONNECT,
      query_timeout: TO_ANSWER,
    });
    // A connection that breaks while nobody uses it is opened again when somebody does.
    pool.on('error', () => undefined);
    await pool.query('SELECT 1');
  } catch (error) {
    throw told(error);
  }

  async function transaction<T>(act: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let failure: Error | undefined;
    const fail = (error: Error): void => {
      failure = error;
    };
    client.on('error', fail);
    try {
      await client.query('BEGIN');
      const result = await act(queriesOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      client.off('error', fail);
      // After a failure the connection is thrown away, and its transaction with it.
      client.release(failure);
    }
  }

  async function patiently<T>(act: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        const result = await act();
        if (tries > 1) tell(`${shown} 恢复了，接着做。`);
        return result;
      } catch (error) {
        const away = whyAway(error);
        if (away === undefined || tries >= TRIES) throw told(error);
        if (tries === 1) tell(`${shown} 断开了（${away}），每秒再试一次，至多十分钟。`);
        await wait(BETWEEN);
      }
    }
  }

  return { ...queriesOf(pool), transaction, patiently, close: () => pool.end() };
}
