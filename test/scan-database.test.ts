import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connection, connect, shownAddress } from '../src/scan/database/connection.js';
import { openQueue } from '../src/scan/database/queue.js';
import { packItems, unpackItems } from '../src/scan/database/shard.js';
import { type ScanStatus, statusOf } from '../src/scan/database/status.js';
import type { PageReport } from '../src/scan/site/page-report.js';
import { hasPostgres, type Postgres, startPostgres } from './postgres.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-machines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAIN = `${root}dist/src/cli/main.js`;
const SLOW = 120_000;
const PAGES = 160;
const PAGES_PER_SHARD = 8;
const SHARDS = PAGES / PAGES_PER_SHARD;
const LEASE = 3;

const page = (i: number): string =>
  `<!doctype html><html><head><title>通知${i}</title></head><body><div>豫政办【2019】1号</div><div id="zoom"><h1>关于第${i}次检查的通知</h1>${'<p>请各单位按照要求认真做好本次检查工作，并及时报送情况。</p>'.repeat(40)}<p>根据豫政办发[2021]${i}号文件，现将有关事项通知如下。</p><a href="./没有.html">附件</a></div></body></html>`;

const cli = (...args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, encoding: 'utf8' });

/** A process of the command line that goes on; what it says is kept. */
interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

function begin(args: readonly string[], input?: string): Running {
  const child = spawn(process.execPath, args, { cwd: folder });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  child.stdin.end(input);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { process: child, ended, said: () => said };
}

const LOOKS = 1_000;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; !(await isSo()); look++) {
    if (look > LOOKS) throw new Error(`never: ${isSo}`);
    await wait(50);
  }
}

test('数据库地址里的用户和密码从不显示', () => {
  for (const url of ['postgres://u:p@h:1/d', 'postgres://u:p@ss@h:1/d?password=p', 'postgresql://u:p/q?r#s@h:1/d#p'])
    expect(shownAddress(url)).toBe('h:1/d');
});

test('分片里的路径从共享文件夹算起，读不到别处的文件', () => {
  mkdirSync(join(folder, '甲/乙'), { recursive: true });
  mkdirSync(join(folder, '丙'));
  const gbk = Buffer.concat([Buffer.from(`${folder}/甲/`), Buffer.from([0xd6, 0xd0, 0xce, 0xc4])]);
  const items = [
    { name: 'a', body: { file: join(folder, '甲/乙/a.html') } },
    { name: 'b', body: { file: new Uint8Array(gbk) } },
    { name: 'c', body: { bytes: new Uint8Array([0, 0xff]) } },
    { name: 'd', body: { file: '/etc/passwd' } },
    { leftOut: '.png' },
  ];
  const [a, b, c, d, e] = unpackItems(packItems(items, join(folder, '甲')).items, join(folder, '丙'));
  const path = (file: string | Buffer) => ({ file: new Uint8Array(Buffer.from(file)) });
  expect(a).toEqual({ name: 'a', body: path(join(folder, '丙/乙/a.html')) });
  expect(b).toEqual({ name: 'b', body: path(Buffer.concat([Buffer.from(`${folder}/丙/`), gbk.subarray(-4)])) });
  expect(Buffer.from((c as { body: { bytes: Uint8Array } }).body.bytes)).toEqual(Buffer.from([0, 0xff]));
  expect(d).toMatchObject({ name: 'd', lost: { code: 'outside' } });
  expect(e).toEqual({ leftOut: '.png' });
});

test.each([
  ['地址不对', ['mysql://u:secret-word@h/d'], '--database 应为'],
  ['没有数据库在运行', ['postgres://u:secret-word@127.0.0.1:1/d'], '127.0.0.1:1/d 连不上（那里没有数据库在运行）'],
  ['地址不成形', ['postgres://u:secret-word@h:x/d'], '地址不成形'],
])('%s：一句话，退出码 2，不显示密码', (_, [url = ''], sentence) => {
  for (const command of [['scan', '.'], ['scan', 'status'], ['scan-worker']]) {
    const { status, stdout, stderr } = cli(...command, '--database', url);
    expect([status, stderr.trim().split('\n').length, stderr.includes(sentence)]).toEqual([2, 1, true]);
    expect(stdout + stderr).not.toContain('secret-word');
  }
});

test('没有装 pg-boss：一句话，说明怎样装', () => {
  const missing = join(folder, 'missing.cjs');
  writeFileSync(
    missing,
    "const Module = require('node:module'); const load = Module._load; Module._load = (name, ...rest) => { if (name === 'pg' || name === 'pg-boss') throw new Error('no'); return load(name, ...rest); };",
  );
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', missing, MAIN, 'scan-worker', '--database', 'postgres://h/d'],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([2, expect.stringContaining('npm install pg pg-boss@10')]);
});

const onMachines = (): void => {
  let postgres: Postgres;
  let alone = '';
  beforeAll(async () => {
    for (let i = 0; i < PAGES; i++) {
      mkdirSync(join(folder, 'site'), { recursive: true });
      writeFileSync(join(folder, 'site', `${String(i).padStart(3, '0')}.html`), page(i));
    }
    writeFileSync(join(folder, 'site/055.png'), '');
    writeFileSync(join(folder, 'site/155.docx'), 'not a zip');
    // Where the shared folder stands on the other machines.
    symlinkSync('site', join(folder, 'share'));
    postgres = await startPostgres();
    alone = cli('scan', 'site', '--no-config', '--format', 'ndjson').stdout;
  }, SLOW);
  afterAll(() => postgres.remove());

  const connections: Connection[] = [];
  afterAll(async () => {
    for (const connection of connections) await connection.close();
  });
  /** A new database, and a look at the scan in it. */
  async function newDatabase() {
    const url = await postgres.database();
    const connection = await connect(url, () => undefined);
    connections.push(connection);
    const status = async (): Promise<ScanStatus | undefined> =>
      (await connection.patiently(() => statusOf(connection)))[0];
    return { url, connection, status };
  }
  const scan = (url: string, ...args: readonly string[]): Running =>
    begin([
      MAIN,
      'scan',
      'site',
      '--no-config',
      '--format',
      'ndjson',
      '--output',
      'many.ndjson',
      '--database',
      url,
      '--pages-per-shard',
      `${PAGES_PER_SHARD}`,
      '--lease',
      `${LEASE}`,
      ...args,
    ]);
  const worker = (url: string, ...args: readonly string[]): Running =>
    begin([
      MAIN,
      'scan-worker',
      '--no-config',
      '--concurrency',
      '1',
      '--folder',
      'share',
      '--until-done',
      '--database',
      url,
      ...args,
    ]);
  const many = (): string => readFileSync(join(folder, 'many.ndjson'), 'utf8');

  test(
    '两台机器做的，与一台的逐字节相同；一台中途杀死，它的片由另一台重做，不丢不重',
    async () => {
      const { url, status } = await newDatabase();
      const sending = scan(url);
      await until(async () => (await status())?.shards === SHARDS + 1);
      const first = worker(url);
      await until(async () => ((await status())?.done ?? 0) >= 3);
      first.process.kill('SIGKILL');
      await first.ended;
      const left = await status();
      expect(left).toMatchObject({ shards: SHARDS + 1, failed: 0 });
      expect(left?.active).toBeGreaterThan(0);
      const second = worker(url);
      expect([await sending.ended, await second.ended]).toEqual([1, 0]);
      expect(many()).toBe(alone);
      expect((JSON.parse(alone.split('\n')[0] ?? '') as PageReport).facts?.links?.missing).toEqual(['./没有.html']);
      // What was done before the kill was not done again.
      const redone = Number(/做了 (\d{1,4}) 片/u.exec(second.said())?.[1]);
      expect(redone).toBe(SHARDS + 1 - (left?.done ?? 0));
      expect(await status()).toBeUndefined();
      expect(sending.said() + first.said() + second.said()).not.toContain('secret-word');
    },
    SLOW,
  );

  test(
    '发起的一方中途杀死，再运行一次即接着做；其间改了的文件重做',
    async () => {
      const { url, connection, status } = await newDatabase();
      const broken = scan(url);
      await until(async () => (await status())?.shards === SHARDS + 1);
      broken.process.kill('SIGKILL');
      await broken.ended;
      const doing = worker(url);
      expect(await doing.ended).toBe(0);
      expect(await status()).toMatchObject({ done: SHARDS + 1, pending: 0, active: 0 });
      writeFileSync(join(folder, 'site/new.html'), page(7));
      renameSync(join(folder, 'site/new.html'), join(folder, 'site/003.html'));
      const again = scan(url);
      await until(async () => (await status())?.pending === 1);
      const redoing = worker(url);
      expect([await again.ended, await redoing.ended]).toEqual([1, 0]);
      expect(many()).toBe(cli('scan', 'site', '--no-config', '--format', 'ndjson').stdout);
      expect(redoing.said()).toContain(`做了 1 片、${PAGES_PER_SHARD} 页`);
      expect(await connection.query('SELECT FROM gongwen_lint.job')).toEqual([]);
      writeFileSync(join(folder, 'site/003.html'), page(3));
    },
    SLOW,
  );

  test(
    '数据库停了又起：各方等它回来接着做，结果不变',
    async () => {
      const { url, status } = await newDatabase();
      const sending = scan(url);
      await until(async () => (await status())?.shards === SHARDS + 1);
      const working = worker(url);
      await until(async () => ((await status())?.done ?? 0) >= 2);
      postgres.stop();
      await until(() => [sending, working].every(({ said }) => said().includes('断开了')));
      postgres.start();
      expect([await sending.ended, await working.ended]).toEqual([1, 0]);
      expect(many()).toBe(alone);
      expect(sending.said() + working.said()).toContain('恢复了');
    },
    SLOW,
  );

  test(
    '一页总使进程死掉：它所在的片改为逐页做，只有它未检查并说明，其余不缺',
    async () => {
      const { url, status } = await newDatabase();
      const lines = Array.from({ length: 12 }, (_, i) =>
        JSON.stringify({ url: `http://a/${i}`, html: i === 5 ? `${page(i)}毒` : page(i) }),
      );
      const sending = begin(
        [
          MAIN,
          'scan',
          '-',
          '--no-config',
          '--format',
          'ndjson',
          '--output',
          'poisoned.ndjson',
          '--database',
          url,
          '--pages-per-shard',
          '6',
          '--lease',
          `${LEASE}`,
        ],
        lines.join('\n'),
      );
      const dist = `${root}dist/src/`;
      writeFileSync(
        join(folder, 'poison.mjs'),
        `import lint from '${dist}scan/worker.js';
         export default function lintPages(batch) {
           for (const { body } of batch.pages)
             if (Buffer.from(body.bytes).includes('毒')) process.kill(process.pid, 'SIGKILL');
           return lint(batch);
         }`,
      );
      writeFileSync(
        join(folder, 'machine.mjs'),
        `import { connect } from '${dist}scan/database/connection.js';
         import { openQueue } from '${dist}scan/database/queue.js';
         import { work } from '${dist}scan/database/work.js';
         import { rulesVersionOf } from '${dist}cli/options/rules-version.js';
         const connection = await connect('${url}', console.error);
         const queue = await openQueue(connection);
         const setup = { config: {}, rulesVersion: rulesVersionOf({}, undefined) };
         const worker = new URL('./poison.mjs', import.meta.url);
         await work(connection, queue, { scanner: { threads: 1, setup, worker }, untilDone: true, signal: new AbortController().signal, tell: console.error });
         await queue.close();
         await connection.close();`,
      );
      await until(async () => (await status())?.shards === 2);
      let deaths = 0;
      while ((await begin([join(folder, 'machine.mjs')]).ended) === null) deaths++;
      expect(deaths).toBe(4);
      expect(await sending.ended).toBe(1);
      const written = readFileSync(join(folder, 'poisoned.ndjson'), 'utf8').trimEnd().split('\n');
      const single = spawnSync(process.execPath, [MAIN, 'scan', '-', '--no-config', '--format', 'ndjson'], {
        input: lines.join('\n'),
        encoding: 'utf8',
      })
        .stdout.trimEnd()
        .split('\n');
      expect(written.filter((_, i) => i !== 5)).toEqual(single.filter((_, i) => i !== 5));
      expect((JSON.parse(written[5] ?? '') as PageReport).reason?.code).toBe('crashed');
    },
    SLOW,
  );

  test(
    '进度：待查、在查、已查、页数；做不了的片记为失败，发起的一方说明；删去',
    async () => {
      const { url, connection, status } = await newDatabase();
      const sending = scan(url);
      await until(async () => (await status())?.shards === SHARDS + 1);
      const { id = '' } = (await status()) ?? {};
      const queue = await openQueue(connection);
      const [one, two] = [await queue.take(id), await queue.take(id)];
      if (!one || !two) throw new Error('no jobs');
      await queue.finish(id, one, { failure: '磁盘坏了' });
      // Whoever comes second writes nothing.
      expect(await queue.finish(id, one, { failure: '又坏了' })).toBe(false);
      expect(await status()).toMatchObject({
        shards: SHARDS + 1,
        pending: SHARDS - 1,
        active: 1,
        done: 0,
        failed: 1,
        pages: PAGES + 1,
        pagesDone: PAGES_PER_SHARD,
      });
      await queue.close();
      expect(cli('scan', 'status', '--database', url).stdout).toContain(
        `共 ${SHARDS + 1} 片：待查 ${SHARDS - 1}，在查 1，已查 0，失败 1\n  已查 ${PAGES_PER_SHARD} 页，共 ${PAGES + 1} 页`,
      );
      expect(JSON.parse(cli('scan', 'status', '--format', 'json', '--database', url).stdout)).toMatchObject([{ id }]);
      expect(await sending.ended).toBe(2);
      expect(sending.said()).toContain('第 1 片各台机器都做不了（磁盘坏了）');
      expect(cli('scan', 'status', '--database', url, '--remove', 'x').status).toBe(2);
      expect(cli('scan', 'status', '--database', url, '--remove', id).status).toBe(0);
      expect(cli('scan', 'status', '--database', url).stdout).toBe('没有在做的检查。\n');
    },
    SLOW,
  );

  test(
    '配置不同、没有共享文件夹的机器不取任务，各说一句，退出码 2',
    async () => {
      const { url, status } = await newDatabase();
      const sending = scan(url);
      await until(async () => (await status())?.shards === SHARDS + 1);
      mkdirSync(join(folder, 'empty'), { recursive: true });
      for (const [args, sentence] of [
        [['--folder', 'site', '--rule', 'docno-format=warning'], '发起时的配置与本机不同'],
        [[], '请加 --folder'],
        [['--folder', 'empty'], 'empty 里没有'],
        [['--folder', 'none'], 'none：没有这个文件夹'],
      ] as const) {
        const { status: code, stderr } = cli('scan-worker', '--no-config', '--database', url, ...args);
        expect([code, stderr.trim().split('\n').length, stderr]).toEqual([2, 1, expect.stringContaining(sentence)]);
      }
      expect(await status()).toMatchObject({ pending: SHARDS + 1, active: 0 });
      sending.process.kill('SIGKILL');
      await sending.ended;
    },
    SLOW,
  );
};

if (hasPostgres) describe('in PostgreSQL', onMachines);
else
  test('PostgreSQL is not here: what only a database can show is left out, and this says so', () =>
    expect(hasPostgres).toBe(false));
