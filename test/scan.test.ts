import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { FileReport } from '../src/record/file-report.js';
import type { PageSource, SourceItem } from '../src/scan/pages/page.js';
import { scan } from '../src/scan/scan.js';
import { summarise, summaryInWords } from '../src/scan/site/summary.js';
import { folderPages } from '../src/scan/sources/folder.js';
import { FIELD_NAMES, ndjsonPages } from '../src/scan/sources/ndjson.js';
import { waczPages } from '../src/scan/sources/wacz.js';
import { warcPages } from '../src/scan/sources/warc.js';
import { record, response } from './warc.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAIN = `${root}dist/src/cli/main.js`;
const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [MAIN, 'scan', '--no-config', ...args], { input, cwd: folder, encoding: 'utf8' });

async function itemsOf(source: PageSource): Promise<readonly SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** An item in one line: a page’s name and text, what was lost, what was left out. */
const shown = (item: SourceItem): string => {
  if ('leftOut' in item) return `略 ${item.leftOut}`;
  if ('lost' in item) return `失 ${item.name} ${item.lost.code}`;
  const text = 'bytes' in item.body ? Buffer.from(item.body.bytes).toString() : '文件';
  return `${item.name} ${text}${item.warnings ? ' 残' : ''}`;
};

const put = (path: string, content: string | Uint8Array): void => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
};

/** Resolves when a file is so long, or when the process that writes it has ended. */
async function reached(file: string, length: number, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < length) await wait(5);
}

describe('文件夹', () => {
  test('顺序、地址、不支持的、素材、链接', async () => {
    put('mirror/www.example.gov.cn/b.html', '<p>乙</p>');
    put('mirror/www.example.gov.cn/a.html', '<p>甲</p>');
    put('mirror/www.example.gov.cn/中 文.htm', '<p>丙</p>');
    put('mirror/www.example.gov.cn/index.jsp?id=3', '<!DOCTYPE html><p>丁</p>');
    put('mirror/www.example.gov.cn/data.bin', '\u0000\u0001');
    put('mirror/www.example.gov.cn/a/logo.png', 'png');
    put('mirror/www.example.gov.cn/a/style.css', 'p{}');
    put('mirror/hts-cache/old.txt', '旧');
    symlinkSync('/etc/passwd', join(folder, 'mirror/www.example.gov.cn/link.txt'));
    symlinkSync('.', join(folder, 'mirror/www.example.gov.cn/loop'));
    const items = await itemsOf(folderPages(join(folder, 'mirror')));
    const host = 'www.example.gov.cn';
    expect(items.map(shown)).toEqual([
      `${host}/a.html 文件`,
      `${host}/b.html 文件`,
      `失 ${host}/data.bin unsupported`,
      `${host}/index.jsp?id=3 文件`,
      `失 ${host}/link.txt not-a-file`,
      `失 ${host}/loop not-a-file`,
      `${host}/中 文.htm 文件`,
      '略 .png',
      '略 .css',
    ]);
    expect(items.flatMap((item) => ('url' in item ? [item.url] : []))).toEqual([
      `http://${host}/a.html`,
      `http://${host}/b.html`,
      `http://${host}/index.jsp%3Fid%3D3`,
      `http://${host}/%E4%B8%AD%20%E6%96%87.htm`,
    ]);
  });
  test('四百层的文件夹读得完，不选的只计数', async () => {
    const deep = `deep/${'d/'.repeat(400)}`;
    put(`${deep}a.html`, '<p>甲</p>');
    const items = await itemsOf(folderPages(join(folder, 'deep'), { isWanted: (path) => !path.endsWith('.html') }));
    expect(items.map(shown)).toEqual(['略 未选入']);
    const [found] = await itemsOf(folderPages(join(folder, 'deep'), { rootUrl: 'https://a.gov.cn/x' }));
    expect(found).toMatchObject({ url: `https://a.gov.cn/x/${'d/'.repeat(400)}a.html` });
  });
});

describe('NDJSON', () => {
  const read = async (lines: readonly string[], fields = FIELD_NAMES): Promise<readonly string[]> =>
    (await itemsOf(ndjsonPages(Readable.from([lines.join('\n')]), folder, fields))).map(shown);
  test('正文、网页、文件，坏行说明原因', async () => {
    put('export/a.html', '<p>甲</p>');
    symlinkSync('/etc/passwd', join(folder, 'export/out.txt'));
    expect(
      await read([
        '{"url":"http://a/1","html":"<p>甲</p>"}',
        '{"text":"乙"}',
        '',
        '{"path":"export/a.html"}',
        '{"path":"../../etc/passwd"}',
        '{"path":"export/out.txt"}',
        '{"path":"missing.html"}',
        '{',
        '3',
        'null',
        '{"url":"http://a/2"}',
        '{"url":7,"html":["x"]}',
      ]),
    ).toEqual([
      'http://a/1 <p>甲</p>',
      '第2行 乙',
      'export/a.html 文件',
      '失 ../../etc/passwd outside',
      '失 export/out.txt outside',
      'missing.html 文件',
      '失 第8行 damaged',
      '失 第9行 damaged',
      '失 第10行 damaged',
      '失 第11行 damaged',
      '失 第12行 damaged',
    ]);
  });
  test('字段可改名，原型上的名字不算字段', async () => {
    expect(
      await read(['{"链接":"u","内容":"甲"}', '{"__proto__":{"内容":"乙"}}'], {
        ...FIELD_NAMES,
        url: '链接',
        html: '内容',
      }),
    ).toEqual(['u 甲', '失 第2行 damaged']);
  });
});

describe('WARC', () => {
  const read = async (...records: readonly Uint8Array[]): Promise<readonly string[]> =>
    (await itemsOf(warcPages(Readable.from(records), 'a.warc'))).map(shown);
  const warcinfo = record({ 'WARC-Type': 'warcinfo', 'Content-Type': 'application/warc-fields' }, 'software: x\r\n');
  const first = response('http://a/1', '<p>甲</p>');
  const last = response('http://a/9', '<p>丙</p>');
  test('逐条读，非网页的略去并计数', async () => {
    expect(
      await read(
        warcinfo,
        first,
        response('http://a/2', 'gone', { status: '404 Not Found' }),
        response('http://a/favicon.ico', 'gone', { status: '404 Not Found' }),
        response('http://a/3', 'png', { headers: { 'Content-Type': 'image/png' } }),
        record({ 'WARC-Type': 'revisit', 'WARC-Target-URI': 'http://a/1' }, 'HTTP/1.1 200 OK\r\n\r\n'),
        record({ 'WARC-Type': 'request', 'WARC-Target-URI': 'http://a/1' }, 'GET / HTTP/1.1\r\n\r\n'),
        record({ 'WARC-Type': 'resource', 'WARC-Target-URI': 'http://a/4', 'Content-Type': 'text/plain' }, '乙'),
        response('http://a/5', ''),
        last,
      ),
    ).toEqual([
      '略 warcinfo 记录',
      'a.warc#2 http://a/1 <p>甲</p>',
      '失 a.warc#3 http://a/2 http-404',
      '略 HTTP 404',
      '略 image/png',
      '略 重复存档（revisit）',
      '略 request 记录',
      'a.warc#8 http://a/4 乙',
      '失 a.warc#9 http://a/5 empty',
      'a.warc#10 http://a/9 <p>丙</p>',
    ]);
  });
  test('gzip 的存档，逐条压缩或整个压缩', async () => {
    const expected = ['a.warc#1 http://a/1 <p>甲</p>', 'a.warc#2 http://a/9 <p>丙</p>'];
    expect(await read(gzipSync(first), gzipSync(last))).toEqual(expected);
    expect(await read(gzipSync(Buffer.concat([first, last])))).toEqual(expected);
  });
  test('分块传输与压缩的正文', async () => {
    const chunked = '4\r\n<p>A\r\n5\r\nB</p>\r\n0\r\n\r\n';
    const gzip = { 'Content-Encoding': 'gzip' };
    const chunks = { 'Transfer-Encoding': 'chunked' };
    const zipped = gzipSync('<p>甲</p>');
    const zippedChunks = Buffer.concat([
      Buffer.from(`${zipped.length.toString(16)}\r\n`),
      zipped,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    expect(
      await read(
        response('http://a/1', chunked, { headers: chunks }),
        response('http://a/2', zipped, { headers: gzip }),
        response('http://a/3', zippedChunks, { headers: { ...gzip, ...chunks } }),
        response('http://a/4', '<p>没有分块</p>', { headers: chunks }),
        response('http://a/5', '<p>没有压缩</p>', { headers: gzip }),
        last,
      ),
    ).toEqual([
      'a.warc#1 http://a/1 <p>AB</p>',
      'a.warc#2 http://a/2 <p>甲</p>',
      'a.warc#3 http://a/3 <p>甲</p>',
      'a.warc#4 http://a/4 <p>没有分块</p>',
      'a.warc#5 http://a/5 <p>没有压缩</p>',
      'a.warc#6 http://a/9 <p>丙</p>',
    ]);
  });
  test('截断、长度不对、乱码：之前的保留，断处说明', async () => {
    const kept = 'a.warc#1 http://a/1 <p>甲</p>';
    const cut = (bytes: Uint8Array, by: number): Uint8Array => bytes.subarray(0, bytes.length - by);
    const second = (length: number): Uint8Array => response('http://a/2', '<p>乙</p>', { length });
    const lost = '失 a.warc#2 damaged';
    const cases: readonly (readonly [string, readonly Uint8Array[], readonly string[]])[] = [
      ['末条截断', [cut(last, 12)], ['a.warc#2 http://a/9 <p 残']],
      ['末条的头截断', [last.subarray(0, 60)], [lost]],
      ['乱码', [Buffer.from('garbage\r\n\r\n'), last], [lost, 'a.warc#3 http://a/9 <p>丙</p>']],
      ['所写的太长', [second(9999), last], ['a.warc#2 http://a/2 <p>乙</p> 残', 'a.warc#3 http://a/9 <p>丙</p>']],
      [
        '所写的太短',
        [second(65), last],
        ['a.warc#2 http://a/2 <p>乙 残', '失 a.warc#3 damaged', 'a.warc#4 http://a/9 <p>丙</p>'],
      ],
      [
        '短到没有头',
        [second(3), last],
        ['失 a.warc#2 http://a/2 damaged', '失 a.warc#3 damaged', 'a.warc#4 http://a/9 <p>丙</p>'],
      ],
      ['负数', [second(-1), last], [lost, '失 a.warc#3 damaged', 'a.warc#4 http://a/9 <p>丙</p>']],
    ];
    for (const [name, records, expected] of cases)
      expect([name, await read(first, ...records)]).toEqual([name, [kept, ...expected]]);
    expect(await read(gzipSync(first), gzipSync(last).subarray(0, -20))).toEqual([kept, lost.replace('#2', '#末尾')]);
  });
});

describe('WACZ', () => {
  const read = async (name: string, bytes: Uint8Array): Promise<readonly string[]> => {
    put(name, bytes);
    return (await itemsOf(waczPages(join(folder, name)))).map((item) => shown(item).replaceAll(folder, ''));
  };
  const description = (...paths: readonly string[]): Uint8Array =>
    strToU8(JSON.stringify({ profile: 'data-package', resources: paths.map((path) => ({ name: 'x', path })) }));
  const one = gzipSync(response('http://a/1', '<p>甲</p>'));
  const two = response('http://a/2', '<p>乙</p>');
  test('存档按名读，不论压缩与否；别的成员不读', async () => {
    const bytes = zipSync({
      'datapackage.json': description('archive/a.warc.gz', 'archive/b.warc', 'pages/pages.jsonl'),
      'archive/b.warc': two,
      'archive/a.warc.gz': [one, { level: 0 }],
      'archive/nested/c.warc': two,
      'pages/pages.jsonl': strToU8('{}'),
      'indexes/index.cdx.gz': one,
    });
    expect(await read('good.wacz', bytes)).toEqual([
      '/good.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>',
      '/good.wacz/archive/b.warc#1 http://a/2 <p>乙</p>',
    ]);
  });
  test.each<readonly [string, Uint8Array, readonly string[]]>([
    [
      '列了却没有',
      zipSync({ 'datapackage.json': description('archive/a.warc.gz', 'archive/z.warc.gz'), 'archive/a.warc.gz': one }),
      ['失 /x.wacz/archive/z.warc.gz damaged', '/x.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>'],
    ],
    [
      '没有说明',
      zipSync({ 'archive/a.warc.gz': one }),
      ['失 /x.wacz/datapackage.json damaged', '/x.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>'],
    ],
    [
      '说明不是 JSON',
      zipSync({ 'datapackage.json': strToU8('{'), 'archive/a.warc.gz': one }),
      ['失 /x.wacz/datapackage.json damaged', '/x.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>'],
    ],
    ['没有存档', zipSync({ 'datapackage.json': description() }), ['失 /x.wacz damaged']],
    ['不是 zip', strToU8('not a zip'), ['失 /x.wacz damaged']],
    [
      '成员太多',
      zipSync(Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`m${i}`, new Uint8Array()]))),
      ['失 /x.wacz too-many-members'],
    ],
    [
      '存档中断',
      zipSync({ 'datapackage.json': description(), 'archive/a.warc.gz': Buffer.concat([one, one.subarray(0, -20)]) }),
      ['/x.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>', '失 /x.wacz/archive/a.warc.gz#末尾 damaged'],
    ],
    [
      '炸弹',
      zipSync({
        'datapackage.json': description(),
        'archive/a.warc.gz': Buffer.concat([one, gzipSync(Buffer.alloc(160 * 1024 * 1024))]),
      }),
      ['/x.wacz/archive/a.warc.gz#1 http://a/1 <p>甲</p>', '失 /x.wacz/archive/a.warc.gz#末尾 damaged'],
    ],
    [
      'zip 的炸弹',
      zipSync({
        'datapackage.json': description(),
        'archive/a.warc': Buffer.concat([two, Buffer.alloc(160 * 1024 * 1024)]),
      }),
      ['/x.wacz/archive/a.warc#1 http://a/2 <p>乙</p>', '失 /x.wacz/archive/a.warc#末尾 damaged'],
    ],
  ])('%s：说明原因，读得到的照读', async (_, bytes, expected) => {
    expect(await read('x.wacz', bytes)).toEqual(expected);
  });
  test('目录损坏、名字越界', async () => {
    const good = Buffer.from(zipSync({ 'datapackage.json': description(), 'archive/a.warc.gz': one }));
    const at = good.lastIndexOf('archive/a.warc.gz');
    const outside = Buffer.from(good);
    outside.write('../../a/a.warc.gz', at);
    expect(await read('y.wacz', outside)).toEqual(['失 /y.wacz damaged']);
    expect(await read('z.wacz', good.subarray(0, -30))).toEqual(['失 /z.wacz damaged']);
  });
});

describe('线程', () => {
  const worker = join(folder, 'worker.mjs');
  writeFileSync(
    worker,
    `export default function lintPages({ pages, begun }) {
      return pages.map(({ name }) => {
        Atomics.add(begun, 0, 1);
        if (name.includes('hangs')) for (;;);
        if (name.includes('exits')) process.exit(3);
        if (name.includes('eats')) for (const eaten = []; ; ) eaten.push(new Array(1e6).fill(name));
        if (name.includes('throws')) throw new Error('broken');
        return { report: JSON.stringify({ filePath: name, status: 'linted' }) };
      });
    }`,
  );
  async function* pagesOf(names: readonly string[]): PageSource {
    for (const name of names) yield { name, body: { bytes: Buffer.from(name) } };
  }
  const results = async (names: readonly string[], millisecondsPerPage = 60_000): Promise<readonly string[]> => {
    const shownResults: string[] = [];
    const options = { setup: { config: {}, rulesVersion: '' }, threads: 2, megabytes: 64, millisecondsPerPage };
    for await (const result of scan(pagesOf(names), { ...options, worker: pathToFileURL(worker) }))
      if ('report' in result) {
        const { filePath, status, reason } = JSON.parse(result.report) as FileReport;
        shownResults.push(`${filePath} ${reason?.code ?? status}`);
      }
    return shownResults;
  };
  const pages = Array.from({ length: 60 }, (_, i) => `p${i}`);
  const linted = pages.map((name) => `${name} linted`);
  test('退出、吃光内存、抛出的页说明原因，其余不受影响，顺序不变', async () => {
    const names = [...pages];
    const expected = [...linted];
    for (const [at, name] of [
      [40, 'throws'],
      [30, 'eats'],
      [10, 'exits'],
    ] as const) {
      names.splice(at, 0, name);
      expected.splice(at, 0, `${name} crashed`);
    }
    expect(await results(names)).toEqual(expected);
  });
  test('挂起的页到时停止，其余不受影响', async () => {
    expect(await results(['hangs', ...pages, 'hangs'], 500)).toEqual(['hangs too-slow', ...linted, 'hangs too-slow']);
  });
  test('线程启动不了即报错，不空等', async () => {
    const broken = pathToFileURL(join(folder, 'no-such.mjs'));
    const options = { setup: { config: {}, rulesVersion: '' }, threads: 2, worker: broken };
    await expect(
      scan(pagesOf(['a']), options)
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toThrow('no-such');
  });
});

describe('命令', () => {
  const page = (i: number): string =>
    `<!doctype html><html><head><title>通知${i}</title></head><body><div>豫政办【2019】1号</div><div id="zoom"><h1>关于第${i}次检查的通知</h1>${'<p>请各单位按照要求认真做好本次检查工作，并及时报送情况。</p>'.repeat(40)}<!-- gongwen-lint-disable -- 不许查 --><p>根据豫政办发[2021]${i}号文件，现将有关事项通知如下。</p></div></body></html>`;
  for (let i = 0; i < 120; i++) put(`site/${String(i).padStart(3, '0')}.html`, page(i));
  put('site/055-broken.docx', 'not a zip');
  put('site/056.html.gongwenlint-suppressions.yaml', '- rule: docno-format\n  reason: 不许查\n');
  const ndjson = (args: readonly string[]): string => run(['site', '--format', 'ndjson', ...args]).stdout;
  const alone = ndjson(['--concurrency', '1']);

  test('一行一页，顺序固定，读不了的也在；页中的抑制注释和旁边的抑制文件不起作用', () => {
    const reports = alone
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FileReport);
    expect(reports).toHaveLength(122);
    expect(reports.map(({ filePath }) => filePath)).toEqual(reports.map(({ filePath }) => filePath).sort());
    const unlinted = reports.filter(({ status }) => status !== 'linted');
    expect(unlinted.map(({ filePath, reason }) => [filePath, reason?.code])).toEqual([
      ['055-broken.docx', 'damaged'],
      ['056.html.gongwenlint-suppressions.yaml', 'unsupported'],
    ]);
    const [first] = reports;
    expect(first?.messages.map(({ quote, region }) => [quote, region])).toEqual([
      ['【2019】', 'boilerplate'],
      ['[2021]', undefined],
    ]);
  });
  test('任何线程数、有无状态文件夹，字节相同；第二次全由状态得来', () => {
    expect(ndjson(['--concurrency', '3'])).toBe(alone);
    expect(ndjson(['--concurrency', '2', '--state', 'state'])).toBe(alone);
    expect(ndjson(['--concurrency', '2', '--state', 'state'])).toBe(alone);
  });
  test('三次在任意时刻杀死，再做一遍，字节相同', async () => {
    const args = [
      MAIN,
      'scan',
      'site',
      '--no-config',
      '--format',
      'ndjson',
      '--state',
      'killed',
      '--output',
      'k.ndjson',
    ];
    for (const share of [0.2, 0.5, 0.8]) {
      const scanning: ChildProcess = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      const ended = once(scanning, 'exit');
      // Killed when so much of the work is kept; the moment itself is the machine's.
      await reached(join(folder, 'killed/results.sqlite-wal'), share * 400_000, ended);
      scanning.kill('SIGKILL');
      await ended;
    }
    spawnSync(process.execPath, args, { cwd: folder });
    expect(readFileSync(join(folder, 'k.ndjson'), 'utf8')).toBe(alone);
  });
  test('NDJSON 从标准输入来，页名是网址', () => {
    const line = JSON.stringify({ url: 'http://a/1', html: page(1), column: '通知公告', pubDate: '2025-01-02' });
    const { stdout, status } = run(['-', '--format', 'ndjson'], `${line}\n`);
    expect(JSON.parse(stdout)).toMatchObject({
      filePath: 'http://a/1',
      url: 'http://a/1',
      column: '通知公告',
      published: '2025-01-02',
      status: 'linted',
    });
    expect(status).toBe(1);
  });
  test('写满了：报错、退出码 2，设备还在，旧报告没有动', () => {
    const full = run(['site', '--output', '/dev/full', '--max-pages', '5']);
    expect([full.status, full.stderr]).toEqual([2, expect.stringContaining('写不进报告')]);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    put('old.ndjson', '旧报告');
    // What a full disk does, by a limit of the shell: no file may grow beyond it.
    const limited = spawnSync(
      'bash',
      [
        '-c',
        'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"',
        process.execPath,
        MAIN,
        'scan',
        'site',
        '--no-config',
        '--format',
        'ndjson',
        '--output',
        'old.ndjson',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([limited.status, limited.stderr]).toEqual([2, expect.stringContaining('写不进报告')]);
    expect(readFileSync(join(folder, 'old.ndjson'), 'utf8')).toBe('旧报告');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
  test('状态文件夹写满了：说明，退出码 2，旧报告没有动；腾出空间后接着做', () => {
    put('kept.ndjson', '旧报告');
    const args = ['scan', 'site', '--no-config', '--format', 'ndjson', '--state', 'full', '--output', 'kept.ndjson'];
    const limited = spawnSync(
      'bash',
      ['-c', 'trap "" XFSZ; ulimit -f 64; exec "$0" "$@"', process.execPath, MAIN, ...args],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([limited.status, limited.stderr.trim().split('\n')]).toEqual([
      2,
      [expect.stringMatching(/^状态文件夹或临时文件写不进（.{1,80}）/u)],
    ]);
    expect(readFileSync(join(folder, 'kept.ndjson'), 'utf8')).toBe('旧报告');
    spawnSync(process.execPath, [MAIN, ...args], { cwd: folder });
    expect(readFileSync(join(folder, 'kept.ndjson'), 'utf8')).toBe(alone);
  });
  test.each([
    ['没有的来源', ['none']],
    ['单个文件', ['site/000.html']],
    ['页数不是数', ['site', '--max-pages', 'x']],
  ])('%s：一句话，退出码 2', (_, args) => {
    const { status, stderr } = run(args);
    expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
  });
});

test('小结：各处的同一问题只计一次', () => {
  const summary = summarise();
  const message = { ruleId: 'docno-format', severity: 2 as const, message: '【2019】 -> 〔2019〕（年份）' };
  const report = (filePath: string, messages: readonly object[]): FileReport =>
    ({ filePath, status: 'linted', reason: null, messages, failures: [], notChecked: [] }) as unknown as FileReport;
  for (const name of ['a', 'b', 'c']) summary.add(report(name, [{ ...message, region: 'boilerplate' }]));
  summary.add(report('d', [message]));
  summary.leaveOut('.png');
  expect(summary.result()).toMatchObject({ pages: 4, errors: 2, shared: [{ pages: 3, firstPage: 'a' }] });
  expect(summaryInWords(summary.result())).toContain('3 页  【2019】 -> 〔2019〕（年份）  docno-format  如 a');
});
