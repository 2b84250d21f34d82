import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mammoth from 'mammoth';
import { readHtml } from '../src/intake/html/html.js';
import { unread } from '../src/record/file-report.js';
import type { SiteLinks } from '../src/report/site-links.js';
import { linkTarget } from '../src/scan/site/link-target.js';
import { missingLinks } from '../src/scan/site/mirror.js';
import { openPageComparison } from '../src/scan/site/page-comparison.js';
import { factsOf } from '../src/scan/site/page-facts.js';
import { columnFacts, pageLinks } from '../src/scan/site/page-links.js';
import type { PageReport } from '../src/scan/site/page-report.js';
import { context } from './context.js';
import { response } from './warc.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-links-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const run = (command: string, args: readonly string[]) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1795507200' },
  });

const html = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>页</title>${head}</head><body><div class="nav"><a href="/">首页</a></div><div id="zoom"><p>现将有关事项通知如下，请认真落实，并及时报告办理情况。</p>${body}</div></body></html>`;
const docOf = (source: string) => readHtml({ name: 'a.html', source, context });
const linksOf = (source: string) => pageLinks(docOf(source));

describe('一页的链接', () => {
  test('正文的、页面的、附件分开，各一次；不是网址的、看不见的不算', () => {
    expect(
      linksOf(
        html(
          '<a href="1.html">一</a><a href=" 1.html ">又</a><a href="x.DOCX">表</a><a href="down.jsp?id=3">附件1：名单</a><a href="#top">顶</a><a href="javascript:go()">无</a><a href="mailto:a@b">信</a><div style="display:none"><a href="hidden.html">暗</a></div><iframe src="frame.html"></iframe><a>没有</a><constructor>',
          '<base href="/b/">',
        ),
      ),
    ).toEqual({
      base: '/b/',
      attachments: ['x.DOCX', 'down.jsp?id=3'],
      article: ['1.html', 'frame.html'],
      page: ['/'],
    });
  });
  test('过多、过长的只计数', () => {
    const many = Array.from({ length: 700 }, (_, i) => `<a href="${i}.html">第</a>`).join('');
    const links = linksOf(html(`${many}<a href="${'x'.repeat(2_000)}">长</a>`));
    expect([links?.article.length, links?.more]).toEqual([500, 201]);
  });
  test.each([
    ['暂无内容', true],
    ['该栏目下暂无相关信息。', true],
    ['我市没有信息安全事故。', false],
    ['暂无内容</p><p>关于检查的通知 2025-01-02', false],
  ])('栏目页写着“%s”：%s', (text, isEmpty) => {
    const column = '<meta name="ColumnName" content="通知公告">';
    const page = (head: string) => columnFacts(docOf(`<html><head>${head}</head><body><p>${text}</p></body></html>`));
    expect(page(column)?.saysEmpty !== undefined).toBe(isEmpty);
    expect(page(`${column}<meta name="ArticleTitle" content="通知">`)).toBe(undefined);
    expect(page('')).toBe(undefined);
  });
});

describe('链接所指', () => {
  const page = { name: 'a/b.html', url: 'http://www.x.gov.cn/a/b.html' };
  test.each([
    ['c.html', 'www.x.gov.cn/a/c.html'],
    ['https://WWW.X.gov.cn:443/a/./c.html#d', 'www.x.gov.cn/a/c.html'],
    ['//y.gov.cn/', 'y.gov.cn/'],
    ['?id=2', 'www.x.gov.cn/a/b.html?id=2'],
    ['c.jsp;jsessionid=1A?b=2&a=1', 'www.x.gov.cn/a/c.jsp?a=1&b=2'],
  ])('%s 是 %s', (href, key) => {
    expect(linkTarget(href, undefined, page)).toMatchObject({ kind: 'web', key });
  });
  test.each(['C:\\文件\\1.doc', 'file:///D:/1.doc', '\\\\server\\1.doc'])('%s 在写稿人的磁盘上', (href) => {
    expect(linkTarget(href, undefined, page)).toEqual({ kind: 'disk' });
  });
  test('没有网址的页，只知道文件夹之内的', () => {
    const target = (href: string) => linkTarget(href, undefined, { name: 'a/b.html' });
    expect(target('../c.html')).toMatchObject({ host: '', key: '/c.html' });
    expect([target('../../c.html'), target('/c.html')]).toEqual([{ kind: 'outside' }, { kind: 'outside' }]);
    expect([target('http://[x/'), target('ftp://a/')]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });
});

describe('镜像里有没有', () => {
  beforeAll(() => {
    for (const name of [
      'a/1.html',
      'A/Big.HTML',
      'a/index.html',
      'a/page.html',
      'a/名 单.doc',
      'b/c/1.html',
      'q.jsp?id=1',
    ])
      put(`mirror/${name}`, 'x');
    for (const name of ['www.x.gov.cn/1.html', 'img.x.gov.cn/2.html']) put(`hosts/${name}`, 'x');
  });
  const missing = (hrefs: readonly string[], place: { name: string; url?: string }, mirror: object = {}) =>
    missingLinks({ folder: join(folder, 'mirror'), ...mirror }, place, { attachments: [], article: hrefs, page: [] });
  test('有的、说不准的不报；确实没有的才报', () => {
    const there = ['1.html', '../a/', '../A/big.html', 'page', '../b/', '../b/c', '%E5%90%8D%20%E5%8D%95.doc'];
    const unknown = [
      'x.jsp?id=3',
      '/1.html',
      '../../9.html',
      '%B8%BD.doc',
      '..%2f..%2f..%2fetc%2fpasswd',
      'http://y.gov.cn/9.html',
    ];
    const gone = ['2.html', '../d/', '../b/c/2.doc'];
    expect(missing([...there, ...unknown, ...gone], { name: 'a/0.html' })).toEqual(gone);
  });
  test('写明网址的：只管那个网址以下', () => {
    const place = { name: 'a/0.html', url: 'http://www.x.gov.cn/sub/a/0.html' };
    const hrefs = ['/sub/a/1.html', '/sub/a/3.html', '/other/3.html', 'https://www.x.gov.cn/sub/4.html'];
    expect(missing(hrefs, place, { rootUrl: 'http://www.x.gov.cn/sub' })).toEqual([hrefs[1], hrefs[3]]);
  });
  test('文件夹是主机名的：只管有文件夹的主机', () => {
    const place = { name: 'www.x.gov.cn/1.html', url: 'http://www.x.gov.cn/1.html' };
    const hrefs = ['1.html', '2.html', 'http://img.x.gov.cn/2.html', 'http://img.x.gov.cn/3.html', 'http://z.gov.cn/'];
    expect(missing(hrefs, place, { folder: join(folder, 'hosts') })).toEqual([hrefs[1], hrefs[3]]);
  });
});

describe('全站', () => {
  const page = (url: string, source: string, missing?: readonly string[]): PageReport => {
    const facts = factsOf(docOf(source));
    return {
      ...unread(url, '', ''),
      status: 'linted',
      reason: null,
      url,
      facts: { ...facts, ...(facts.links && { links: { ...facts.links, ...(missing && { missing }) } }) },
    };
  };
  const linksIn = (reports: readonly PageReport[]): SiteLinks => {
    const comparison = openPageComparison();
    for (const report of reports) comparison.add(report);
    const links = comparison.links();
    comparison.close();
    return links;
  };
  const lost = (url: string, code: string): PageReport => ({ ...unread(url, code, '没有。'), url });

  test('访问过而打不开的是断链；没有访问的不得而知；站外的按主机计', () => {
    const body =
      '<a href="/gone.html">一</a><a href="/gone.doc">附件</a><a href="/never.html">二</a><a href="http://www.gov.cn/">国</a><a href="http://ad.example.com/1">广告</a><a href="http://ad.example.com/2">广告</a><a href="c:\\1.doc">附件2</a>';
    const links = linksIn([
      page('http://x.gov.cn/', html(body)),
      page('https://x.gov.cn/2.html', html(body)),
      lost('http://x.gov.cn/gone.html', 'http-404'),
      lost('http://x.gov.cn/gone.doc', 'http-410'),
      lost('http://x.gov.cn/no-link.html', 'too-slow'),
      lost('http://x.gov.cn/forbidden.html', 'robots'),
    ]);
    expect(links.broken).toEqual({
      total: 2,
      first: [
        {
          target: 'http://x.gov.cn/gone.html',
          code: 'http-404',
          isAttachment: false,
          pages: 2,
          firstPage: 'http://x.gov.cn/',
        },
        { target: 'http://x.gov.cn/no-link.html', code: 'too-slow', isAttachment: false, pages: 0, firstPage: '' },
      ],
    });
    expect(links.attachments.first.map(({ target, code }) => [target, code])).toEqual([
      ['c:\\1.doc', 'disk'],
      ['http://x.gov.cn/gone.doc', 'http-410'],
    ]);
    expect(links.unknown).toBe(1);
    expect(links.foreign).toEqual({
      governmental: 1,
      others: {
        total: 1,
        first: [{ host: 'ad.example.com', addresses: 2, places: 4, firstPage: 'http://x.gov.cn/' }],
      },
    });
  });

  test('镜像缺得太多，是镜像不全，不是断链', () => {
    const body = (count: number): string =>
      Array.from({ length: count }, (_, i) => `<a href="/${i}.html">第</a>`).join('');
    const with2Of = (count: number): SiteLinks =>
      linksIn([page('http://x.gov.cn/', html(body(count)), ['/0.html', '/1.html'])]);
    expect(with2Of(20)).toMatchObject({ broken: { total: 2 }, partial: [], unknown: 0 });
    expect(with2Of(8)).toMatchObject({ broken: { total: 0 }, partial: [{ host: 'x.gov.cn', missing: 2, of: 9 }] });
  });

  test('链接多得内存里放不下，一个也不少', () => {
    const pages = Array.from({ length: 120 }, (_, p) =>
      page(
        `http://x.gov.cn/${p}.html`,
        html(Array.from({ length: 400 }, (_, i) => `<a href="http://h${p}.example.com/${i}">第</a>`).join('')),
      ),
    );
    expect(linksIn(pages).foreign).toMatchObject({ others: { total: 120, first: expect.anything() } });
    expect(linksIn(pages).foreign?.others.first[0]).toMatchObject({ addresses: 400, places: 400 });
  });
});

describe('命令', () => {
  beforeAll(() => {
    const body =
      '<a href="1.html">一</a><a href="gone.html">二</a><a href="list.docx">附件</a><a href="http://ad.example.com/">广告</a>';
    for (let i = 0; i < 20; i++) put(`site/${i}.html`, html(`${body}<a href="${(i + 1) % 20}.html">下一页</a>`));
    put(
      'site/index.html',
      html('', '<meta name="ColumnName" content="通知公告">').replace(
        '现将有关事项通知如下，请认真落实，并及时报告办理情况。',
        '暂无内容',
      ),
    );
  });
  const scan = (...args: readonly string[]) =>
    run('scan', ['site', '--no-config', '--root-url', 'http://www.x.gov.cn', ...args]);
  const expected = [
    'http://www.x.gov.cn/gone.html（镜像中没有）：20 页链接它，如 0.html',
    'http://www.x.gov.cn/list.docx（镜像中没有）：20 页链接它，如 0.html',
    'ad.example.com：1 个网址，20 处，如 0.html',
    '通知公告（index.html）：“暂无内容”',
  ];

  test('终端、网页、清单、台账、检查情况表都有；由存下的结果出的，字节相同', async () => {
    const { stdout } = scan();
    for (const line of expected) expect(stdout).toContain(line);
    for (const format of ['html', 'docx', 'inspection']) {
      scan('--format', format, '--output', `direct.${format}`);
      scan('--format', 'ndjson', ...(format === 'html' ? ['--with-text'] : []), '--output', 'stored.ndjson');
      if (format !== 'inspection') {
        run('report', ['stored.ndjson', '--format', format, '--output', `stored.${format}`]);
        expect(
          readFileSync(join(folder, `direct.${format}`)).equals(readFileSync(join(folder, `stored.${format}`))),
        ).toBe(true);
      }
      const { value } =
        format === 'html'
          ? { value: readFileSync(join(folder, 'direct.html'), 'utf8') }
          : await mammoth.extractRawText({ buffer: readFileSync(join(folder, `direct.${format}`)) });
      for (const line of expected) expect(value).toContain(line);
    }
    const { value } = await mammoth.extractRawText({ buffer: readFileSync(join(folder, 'direct.inspection')) });
    const cells = value.split(/\n+/u);
    const verdictOf = (name: string): readonly string[] =>
      cells.slice(cells.indexOf(name) + 2, cells.indexOf(name) + 4);
    expect(verdictOf('链接打不开')).toEqual(['发现', '1 个，如 http://www.x.gov.cn/gone.html']);
    expect(verdictOf('附件不能用')).toEqual(['发现', '附件缺失 1 个，如 http://www.x.gov.cn/list.docx']);
    expect(verdictOf('栏目不更新')).toEqual([
      '未检测',
      '须看各栏目的更新要求。供参考，自己写明没有内容的栏目 1 个：通知公告',
    ]);
  });

  test('有状态文件夹的，删了文件再查，随之不同', () => {
    const first = scan('--state', 'state');
    put('site/gone.html', html(''));
    const second = scan('--state', 'state');
    rmSync(join(folder, 'site/gone.html'));
    expect(first.stdout).toContain('gone.html（镜像中没有）');
    expect(second.stdout).not.toContain('gone.html（镜像中没有）');
    expect(scan('--state', 'state').stdout).toBe(first.stdout);
  });

  test('存档：返回 404 的是断链，没有记录的不得而知', () => {
    put(
      'a.warc',
      Buffer.concat([
        response('http://x.gov.cn/', html('<a href="/gone.html">一</a><a href="/never.html">二</a>')),
        response('http://x.gov.cn/gone.html', '没有', { status: '404 Not Found' }),
      ]),
    );
    const { stdout } = run('scan', ['a.warc', '--no-config']);
    expect(stdout).toContain('http://x.gov.cn/gone.html（返回 404）：1 页链接它，如 a.warc#1 http://x.gov.cn/');
    expect(stdout).toContain('未检测：另有 1 个站内网址不在所读之中');
    expect(stdout).not.toContain('never.html');
  });
});
