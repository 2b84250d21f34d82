import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { isPublicAddress } from '../src/scan/crawl/address.js';
import type { Clock } from '../src/scan/crawl/clock.js';
import { type CrawlOptions, crawlPages } from '../src/scan/crawl/crawl.js';
import { openFrontier } from '../src/scan/crawl/frontier.js';
import { linksOf } from '../src/scan/crawl/links.js';
import type { SourceItem } from '../src/scan/pages/page.js';
import { pageAddress } from '../src/scan/pages/page-address.js';
import {
  DISALLOWED,
  type Handler,
  hostileSite,
  LINKS,
  lookupIn,
  page,
  quickClock,
  type Site,
  SLOW,
  siteOf,
  TRAPS,
} from './hostile-site.js';

const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-crawl-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: Site[] = [];
async function started(handler: Handler, clock?: Clock): Promise<Site> {
  const site = await siteOf(handler, clock);
  open.push(site);
  return site;
}
const closeAll = async (): Promise<void> => {
  await Promise.all(open.splice(0).map((site) => site.close()));
};

type Options = Partial<Omit<CrawlOptions, 'seeds'>>;

/** So long that no load of the machine makes a server here too slow. */
const PATIENT = { headMilliseconds: 300_000, bodyMilliseconds: 300_000, bytes: 8 * 1024 * 1024 };

/** All that comes of a crawl. */
async function crawl(seeds: readonly string[], options: Options = {}): Promise<readonly SourceItem[]> {
  const frontier = options.frontier ?? openFrontier();
  const items: SourceItem[] = [];
  try {
    for await (const item of crawlPages({
      identity: 'test',
      version: '0.0.0',
      clock: quickClock(),
      limits: PATIENT,
      lookup: lookupIn({ 'site.test': () => ['127.0.0.1'] }),
      ...options,
      frontier,
      seeds: seeds.map((href) => ({ href, kind: href.includes('sitemap') ? ('sitemap' as const) : ('page' as const) })),
    }))
      items.push(item);
  } finally {
    if (!options.frontier) frontier.close();
  }
  return items;
}

/** What came of each address below an origin. */
const outcomes = (items: readonly SourceItem[], origin: string): ReadonlyMap<string, string> =>
  new Map(
    items.flatMap((item) =>
      'leftOut' in item ? [] : [[item.name.replace(origin, ''), 'lost' in item ? item.lost.code : '查'] as const],
    ),
  );
const leftOut = (items: readonly SourceItem[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) if ('leftOut' in item) counts.set(item.leftOut, (counts.get(item.leftOut) ?? 0) + 1);
  return counts;
};

test('只有公网地址算公网地址，不论怎样写', () => {
  const inner =
    '127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 198.18.0.1 192.0.2.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 localhost';
  expect(inner.split(' ').filter(isPublicAddress)).toEqual([]);
  expect(
    ['8.8.8.8', '223.5.5.5', '172.32.0.1', '100.128.0.1', '2400:3200::1', '::ffff:8.8.8.8'].every(isPublicAddress),
  ).toBe(true);
});

describe('网址', () => {
  const key = (href: string): string => {
    const address = pageAddress(href, 'http://a.gov.cn/x/');
    return 'fault' in address ? address.fault : address.key.replace('http://a.gov.cn', '');
  };
  test.each([
    ['y.html#top', '/x/y.html'],
    ['/a/../b.html', '/b.html'],
    ['HTTP://A.GOV.CN:80/b', '/b'],
    ['/p?b=2&a=1', '/p?a=1&b=2'],
    ['/p?id=3&PHPSESSID=abc&utm_source=x&spm=1', '/p?id=3'],
    ['/p.jsp;jsessionid=0A1B2C?id=3', '/p.jsp?id=3'],
    ['/(S(4tbe1245ydgbvq45mlbyzyml))/p.aspx', '/p.aspx'],
    ['/p?sid=12', '/p?sid=12'],
    ['/p?sid=5f3c2a9b7d1e4c60', '/p'],
    ['http://u:p@a.gov.cn/', '/'],
    ['ftp://a.gov.cn/', 'scheme'],
    ['http://[bad/', 'malformed'],
    [`/${'a'.repeat(3000)}`, 'too-long'],
    [`/${'a/b/c/'.repeat(7)}`, 'too-deep'],
    ['/a/b/a/b/a/b/a/b/', 'repeating'],
  ])('%s', (href, expected) => {
    expect(key(href)).toBe(expected);
  });
  test('只有数字不同的是一类', () => {
    const pattern = (href: string): string => {
      const address = pageAddress(href);
      return 'fault' in address ? address.fault : address.pattern;
    };
    expect(pattern('http://a/2025/01/t20250102_3.html?m=1&y=2')).toBe('a/0/0/t0_0.html?m&y');
    expect(pattern('http://a/5f3c2a9b7d1e4c60/b')).toBe('a/*/b');
  });
  test('页中的链接', () => {
    expect(
      linksOf(
        '<base href="/b/"><a href=" 1.html ">甲</a><a href="1.html">又</a><area href=2><iframe src=3></iframe><frame src=4><meta http-equiv=Refresh content="0; URL=\'5\'"><a rel="nofollow" href=6></a><!-- <a href=7> --><script>"<a href=8>"</script><a href="#x"></a><a></a><constructor>',
      ),
    ).toEqual({ hrefs: ['1.html', '2', '3', '4', '5'], base: '/b/', isCut: false });
  });
});

describe('有敌意的网站', () => {
  const clock = quickClock();
  let site: Site;
  let inner: Site;
  let items: readonly SourceItem[];
  let came: ReadonlyMap<string, string>;
  beforeAll(async () => {
    inner = await started((_, response) => page(response, '<p>内网</p>'));
    site = await started(
      hostileSite(() => inner.port),
      clock,
    );
    let asked = 0;
    items = await crawl(
      [`http://site.test:${site.port}/`, `http://rebind.test:${inner.port}/`, `http://mixed.test:${inner.port}/`],
      {
        clock,
        allowHosts: [`site.test:${site.port}`],
        perPattern: 30,
        lookup: lookupIn({
          'site.test': () => ['127.0.0.1'],
          // Another answer each time, each with something inside.
          'rebind.test': () => (asked++ === 0 ? ['10.0.0.1'] : ['127.0.0.1']),
          'mixed.test': () => ['8.8.8.8', '::ffff:127.0.0.1'],
        }),
      },
    );
    came = outcomes(items, `http://site.test:${site.port}`);
  });
  afterAll(closeAll);

  const asked = (start: string): readonly string[] =>
    site.seen.map(({ path }) => path).filter((path) => path.startsWith(start));

  test('robots.txt 第一个读，只读一次，不许的一次也没有访问', () => {
    expect(site.seen[0]?.path).toBe('/robots.txt');
    expect(asked('/robots.txt')).toHaveLength(1);
    expect(DISALLOWED.flatMap(asked)).toEqual([]);
  });
  test('内网一次也没有连接', () => {
    expect([inner.connections(), inner.seen]).toEqual([0, []]);
    expect([came.get(`http://rebind.test:${inner.port}/`), came.get(`http://mixed.test:${inner.port}/`)]).toEqual([
      'inner-address',
      'inner-address',
    ]);
    for (const number of [1, 2, 3, 4])
      expect(
        [...came].filter(([name, code]) => name.endsWith(`:${inner.port}/${number}`) && code === 'inner-address'),
      ).toHaveLength(1);
  });
  test.each(Object.entries(LINKS))('%s：%s', (path, expected) => {
    const name = new URL(path, 'http://a').href
      .slice('http://a'.length)
      .replace(/;jsessionid=[^/]{1,20}|&PHPSESSID=aaa/u, '');
    expect(came.get(name) ?? '略').toBe(expected);
  });
  test('迟迟不答的再问一次，都说明', async () => {
    const slow = await started(hostileSite(() => inner.port));
    const origin = `http://site.test:${slow.port}`;
    const limits = { ...PATIENT, headMilliseconds: 3_000, bodyMilliseconds: 3_000 };
    const options = { allowHosts: [`site.test:${slow.port}`], limits };
    const outcome = outcomes(
      await crawl(
        SLOW.map((path) => origin + path),
        options,
      ),
      origin,
    );
    expect([...outcome]).toEqual(SLOW.map((path) => [path, 'too-slow']));
    expect(slow.seen.filter(({ path }) => path === '/silent')).toHaveLength(2);
  });
  test.each(TRAPS)('陷阱 %s 至多 %i 次', (start, most) => {
    const requests = asked(start);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThanOrEqual(most);
  });
  test('略去的有数，超出的同类网址说明', () => {
    const counts = leftOut(items);
    expect(counts.get('外站链接')).toBe(1);
    expect(counts.get('其他协议的链接')).toBe(1);
    expect(counts.get('不成网址的链接')).toBe(1);
    expect(counts.get('.png')).toBe(1);
    expect(counts.get('同类网址过多')).toBeGreaterThan(4_900);
    expect([...came.values()].filter((code) => code === 'too-many-alike').length).toBeGreaterThanOrEqual(3);
  });
  test('每次请求都自报家门，间隔不短于网站的要求，不取脚本图片', () => {
    expect(new Set(site.seen.map(({ headers }) => headers['user-agent']))).toEqual(new Set(['gongwen-lint/0.0.0']));
    expect(site.seen.filter(({ path }) => /script\.js|image\.png|style\.css|logo\.png|unseen/u.test(path))).toEqual([]);
    const gaps = site.seen.slice(2).map(({ at }, i) => at - (site.seen[i + 1]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
    // 503 with Retry-After: 7.
    const [first, second] = site.seen.filter(({ path }) => path === '/busy');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
  });
  test('cookie 只发回设它的路径，过期的不发', () => {
    const sent = (start: string): ReadonlySet<string | undefined> =>
      new Set(site.seen.filter(({ path }) => path.startsWith(start)).map(({ headers }) => headers.cookie));
    expect([...sent('/plain.html')].join()).not.toMatch(/a=b|self=1|away/u);
    expect([...sent('/cookie-self')].at(-1)).toContain('self=1');
    expect(site.seen.some(({ headers }) => headers.cookie?.includes('away') === true)).toBe(false);
  });
  test('编码标错的读对，传了一半的说明', () => {
    const body = (name: string): SourceItem | undefined =>
      items.find((item) => 'body' in item && item.name.endsWith(name));
    expect(body('/gbk-as-utf-8.html')).toMatchObject({ mediaType: 'text/html; charset=utf-8' });
    expect(body('/cut-gzip')).toMatchObject({ warnings: ['内容传输不完整，只检查了已有的部分。'] });
    expect(body('/many-links.html')).toMatchObject({ warnings: ['本页链接过多，其余未跟。'] });
    expect(body('/download?id=3')).toMatchObject({ mediaType: expect.stringContaining('wordprocessingml') });
  });
});

describe('几个主机', () => {
  afterEach(closeAll);
  const HOSTS = ['a.test', 'b.test', 'c.test'];
  const PAGES = 12;

  /**
   * Hosts that answer the first request of each only when all have been asked; how many requests were open at once, in all
   * and of one host.
   */
  async function slowHosts() {
    const open = new Map<string, number>();
    const waiting: (() => void)[] = [];
    let areAllAsked = false;
    const most = { inAll: 0, ofOne: 0 };
    const site = await started((request, response, { hostname, pathname }) => {
      open.set(hostname, (open.get(hostname) ?? 0) + 1);
      most.ofOne = Math.max(most.ofOne, open.get(hostname) ?? 0);
      most.inAll = Math.max(
        most.inAll,
        [...open.values()].reduce((sum, n) => sum + n, 0),
      );
      const answer = (): void => {
        open.set(hostname, (open.get(hostname) ?? 0) - 1);
        if (pathname === '/robots.txt') response.writeHead(404).end();
        else
          page(
            response,
            Array.from({ length: PAGES }, (_, i) => `<a href="/${i}.html">第</a>`).join(''),
            request.headers.cookie === undefined ? { 'set-cookie': `host=${hostname}` } : {},
          );
      };
      if (areAllAsked) setTimeout(answer, 20);
      else if (waiting.push(answer) === HOSTS.length) {
        areAllAsked = true;
        for (const answerOne of waiting) answerOne();
      }
    });
    return { site, most };
  }
  const optionsFor = ({ port }: Site): Options => ({
    allowHosts: HOSTS.map((host) => `${host}:${port}`),
    lookup: lookupIn(Object.fromEntries(HOSTS.map((host) => [host, () => ['127.0.0.1']]))),
  });
  const seedsOf = ({ port }: Site): readonly string[] => HOSTS.map((host) => `http://${host}:${port}/`);
  const namesOf = (items: readonly SourceItem[]): readonly string[] =>
    items.flatMap((item) => ('leftOut' in item ? [] : [item.name]));

  test('同时问几个，一个主机仍是一次一个；次序与逐个问的一样；cookie 不串', async () => {
    const { site, most } = await slowHosts();
    const together = await crawl(seedsOf(site), optionsFor(site));
    expect(most.ofOne).toBe(1);
    expect(most.inAll).toBe(HOSTS.length);
    const requests = site.seen.length;
    expect(requests).toBe(HOSTS.length * (PAGES + 2));
    for (const { host, headers } of site.seen)
      expect(headers.cookie ?? `host=${host.replace(/:\d{1,5}$/u, '')}`).toBe(`host=${host.replace(/:\d{1,5}$/u, '')}`);
    most.inAll = 0;
    // With a limit of pages nothing is asked for ahead.
    const oneByOne = await crawl(seedsOf(site), { ...optionsFor(site), maxPages: 1_000 });
    expect(most.inAll).toBe(1);
    expect(together).toEqual(oneByOne);
    expect(namesOf(together)).toHaveLength(HOSTS.length * (PAGES + 1));
  });

  test('中断以后，先问到的不再问，次序不变', async () => {
    const { site } = await slowHosts();
    const whole = await crawl(seedsOf(site), optionsFor(site));
    const start = site.seen.length;
    const frontier = openFrontier(join(folder, 'hosts'));
    const crawled = crawlPages({
      identity: 'test',
      version: '0.0.0',
      clock: quickClock(),
      ...optionsFor(site),
      frontier,
      seeds: seedsOf(site).map((href) => ({ href })),
    });
    let taken = 0;
    for await (const _ of crawled) if (++taken === 8) break;
    expect(await crawl(seedsOf(site), { ...optionsFor(site), frontier })).toEqual(whole);
    frontier.close();
    const pages = site.seen.slice(start).filter(({ path }) => path !== '/robots.txt');
    // Only what was being answered when it broke off is asked for again.
    expect(pages.length).toBeLessThanOrEqual(HOSTS.length * (PAGES + 2));
  });
});

describe('robots.txt', () => {
  afterEach(closeAll);
  const crawlWith = async (robots: Handler): Promise<readonly [readonly string[], string | undefined]> => {
    const site = await started((request, response, url) =>
      url.pathname.startsWith('/robots') ? robots(request, response, url) : page(response, '<p>甲</p>'),
    );
    const origin = `http://site.test:${site.port}`;
    const items = await crawl([`${origin}/a.html`], { allowHosts: [`site.test:${site.port}`] });
    return [site.seen.map(({ path }) => path), outcomes(items, origin).get('/a.html')];
  };
  const robotsAndPage = ['/robots.txt', '/a.html'];
  const says =
    (status: number, body = '', headers = {}): Handler =>
    (_, response) =>
      void response.writeHead(status, headers).end(body);
  test.each<readonly [string, Handler, readonly string[], string]>([
    ['没有：都可以', says(404), robotsAndPage, '查'],
    ['禁止访问：都可以', says(403), robotsAndPage, '查'],
    ['是网页：都可以', says(200, '<html><body>Disallow: nothing</body></html>'), robotsAndPage, '查'],
    ['带 BOM', says(200, '\ufeffUser-agent: *\nDisallow: /'), ['/robots.txt'], 'robots'],
    [
      '点名的',
      says(200, 'User-agent: *\nDisallow:\n\nUser-agent: Gongwen-Lint\nDisallow: /'),
      ['/robots.txt'],
      'robots',
    ],
    ['点别人的名', says(200, 'User-agent: other\nDisallow: /'), robotsAndPage, '查'],
    ['服务器出错：都不可以', says(500), ['/robots.txt'], 'robots-unreachable'],
    [
      '转到自己的另一处',
      (_, response, url) =>
        (url.pathname === '/robots.txt'
          ? says(301, '', { location: '/robots-real.txt' })
          : says(200, 'User-agent: *\nDisallow: /'))(_, response, url),
      ['/robots.txt', '/robots-real.txt'],
      'robots',
    ],
    [
      '转个没完：当作没有',
      says(302, '', { location: '/robots.txt' }),
      [...Array<string>(6).fill('/robots.txt'), '/a.html'],
      '查',
    ],
    ['转到内网：当作没有，不访问', says(302, '', { location: 'http://169.254.169.254/' }), robotsAndPage, '查'],
    ['一天一次：不访问', says(200, 'User-agent: *\nCrawl-delay: 86400'), ['/robots.txt'], 'crawl-delay'],
    ['不答：都不可以', () => undefined, ['/robots.txt'], 'robots-unreachable'],
    [
      '十万行',
      says(200, `User-agent: *\n${'Disallow: /b*c*d*\n'.repeat(20_000)}Disallow: /a`),
      ['/robots.txt'],
      'robots',
    ],
  ])('%s', async (_, robots, paths, expected) => {
    expect(await crawlWith(robots)).toEqual([paths, expected]);
  });
});

describe('站点地图与清单', () => {
  afterEach(closeAll);
  const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>${body}`;
  const urlset = (...entries: readonly (readonly [path: string, modified?: string])[]): string =>
    xml(
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries
        .map(
          ([path, modified]) =>
            `<url><loc> ${path} </loc>${modified === undefined ? '' : `<lastmod>${modified}</lastmod>`}<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>/image.png</image:loc></image:image></url>`,
        )
        .join('')}</urlset>`,
    );
  const index = (...paths: readonly string[]): string =>
    xml(
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`,
    );
  test('索引、gzip、XML，先后、早晚、坏的', async () => {
    const maps: Readonly<Record<string, string | Buffer>> = {
      '/sitemap.xml': index(
        '/sitemap-1.xml.gz',
        '/sitemap-2.xml',
        '/sitemap-3.xml',
        '/sitemap-4.xml',
        '/sitemap-5.xml',
        'http://outside.test/sitemap.xml',
      ),
      '/sitemap-1.xml.gz': gzipSync(
        urlset(['/a.html', '2025-03-01T08:00:00+08:00'], ['/b.html', '2024'], ['/c.html', '2025-01']),
      ),
      '/sitemap-2.xml': index('/sitemap-1.xml'),
      '/sitemap-3.xml':
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
      '/sitemap-4.xml': urlset(...Array.from({ length: 50_003 }, (): readonly [string] => ['http://outside.test/'])),
      '/sitemap-5.xml': gzipSync(Buffer.alloc(70 * 1024 * 1024, ' ')),
    };
    const site = await started((_, response, { pathname }) => {
      const map = maps[pathname];
      if (map !== undefined) response.end(map);
      else if (pathname === '/robots.txt') response.writeHead(404).end();
      else page(response, '<a href="/linked.html">甲</a><a href="/附件.docx">乙</a>');
    });
    const origin = `http://site.test:${site.port}`;
    const items = await crawl([`${origin}/sitemap.xml`], {
      allowHosts: [`site.test:${site.port}`],
      depth: 0,
      since: '2025-01-15',
      limits: { ...PATIENT, bytes: 64 * 1024 * 1024 },
    });
    expect([...outcomes(items, origin)]).toEqual([
      ['/sitemap-2.xml', 'nested-index'],
      ['/sitemap-3.xml', 'doctype'],
      ['/sitemap-4.xml', 'too-many-entries'],
      ['/sitemap-5.xml', 'inflates-too-far'],
      ['/a.html', '查'],
      ['/c.html', '查'],
      ['/%E9%99%84%E4%BB%B6.docx', '查'],
    ]);
    expect(leftOut(items)).toEqual(
      new Map([
        ['站点地图', 2],
        ['外站链接', 2],
        ['早于 --since', 1],
        ['超过深度上限', 1],
      ]),
    );
  });
});

describe('命令', () => {
  afterEach(closeAll);
  const MAIN = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
  const PAGES = 24;
  const bodyOf = (i: number): Buffer =>
    iconv.encode(
      `<!doctype html><html><head><meta charset="gbk"><title>通知${i}</title></head><body><h1>关于第${i}次检查的通知</h1><p>根据豫政办发[2021]${i}号文件，现将有关事项通知如下。</p><a href="/${i + 1}.html">下一页</a> <a href="/${(i * 7) % PAGES}.html">其他</a></body></html>`,
      'gbk',
    );
  const gbkSite: Handler = (request, response, { pathname }) => {
    const number = Number(/^\/(\d{1,3})\.html$/u.exec(pathname)?.[1]);
    if (!(number < PAGES)) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === `"${number}"`) response.writeHead(304).end();
    else
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: `"${number}"` }).end(bodyOf(number));
  };
  const argsFor = (site: Site, state: string): readonly string[] => [
    MAIN,
    'scan',
    `http://127.0.0.1:${site.port}/0.html`,
    ...['--no-config', '--format', 'ndjson', '--rate', '100', '--depth', '40', '--concurrency', '1'],
    ...[
      '--allow-host',
      `127.0.0.1:${site.port}`,
      '--state',
      state,
      '--output',
      `${state}.ndjson`,
      '--contact',
      'web@example.gov.cn',
    ],
  ];
  const run = (args: readonly string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error: { code: number }) => error.code);
  const result = (state: string): string => readFileSync(join(folder, `${state}.ndjson`), 'utf8');
  const pathsOf = (site: Site, from = 0): readonly string[] =>
    site.seen.slice(from).flatMap(({ path }) => (path === '/robots.txt' ? [] : [path]));

  test('杀死两次再接着做，字节相同，取过的不再取；再抓只问有没有变', async () => {
    const tokill: { child?: ChildProcess; after: number } = { after: 0 };
    const site = await started((request, response, url) => {
      // In the middle of an answer.
      if (tokill.child && --tokill.after === 0) tokill.child.kill('SIGKILL');
      gbkSite(request, response, url);
    });
    expect(await run(argsFor(site, 'whole'))).toBe(1);
    const whole = pathsOf(site);
    expect([...whole].sort()).toEqual([...new Set(whole)].sort());
    expect(whole).toHaveLength(PAGES + 1);
    const start = site.seen.length;
    for (const after of [7, 9]) {
      tokill.child = spawn(process.execPath, argsFor(site, 'killed'), { cwd: folder, stdio: 'ignore' });
      tokill.after = after;
      await once(tokill.child, 'exit');
    }
    delete tokill.child;
    expect(await run(argsFor(site, 'killed'))).toBe(1);
    expect(result('killed')).toBe(result('whole'));
    // Only what was being answered when the process died is asked for again.
    expect(pathsOf(site, start).length).toBeLessThanOrEqual(PAGES + 1 + 2);
    const again = site.seen.length;
    expect(await run(argsFor(site, 'killed'))).toBe(1);
    expect(result('killed')).toBe(result('whole'));
    const conditional = site.seen.slice(again).filter(({ headers }) => headers['if-none-match'] !== undefined);
    expect(conditional).toHaveLength(PAGES);
    expect(site.seen[0]?.headers['user-agent']).toMatch(/^gongwen-lint\/\d+\.\d+\.\d+ \(\+web@example\.gov\.cn\)$/u);
    const reports = result('whole')
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            status: string;
            encoding?: string;
            reason: { code: string } | null;
            messages: readonly { quote: string }[];
          },
      );
    expect(
      reports.filter(
        ({ status, encoding, messages }) =>
          status === 'linted' && encoding === 'gb18030' && messages[0]?.quote === '[2021]',
      ),
    ).toHaveLength(PAGES);
    expect(reports.filter(({ reason }) => reason?.code === 'http-404')).toHaveLength(1);
  });

  test('网址清单；没有写明的内网不访问', async () => {
    const site = await started(gbkSite);
    const origin = `http://127.0.0.1:${site.port}`;
    writeFileSync(join(folder, 'list.txt'), `\ufeff# 清单\r\n${origin}/1.html\r\n\r\n不是网址\r\n${origin}/2.html\r\n`);
    const list = ['list.txt', '--no-config', '--format', 'ndjson', '--rate', '100', '--output', 'list.ndjson'];
    expect(await run([MAIN, 'scan', ...list])).toBe(1);
    const shown = (): readonly string[] =>
      result('list')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { filePath: string; status: string; reason: { code: string } | null })
        .map(({ filePath, status, reason }) => `${filePath.replace(origin, '')} ${reason?.code ?? status}`);
    expect(shown()).toEqual(['/1.html inner-address', '第4行 不是网址 not-an-address', '/2.html inner-address']);
    expect(site.connections()).toBe(0);
    await run([MAIN, 'scan', ...list, '--allow-host', '127.0.0.1']);
    expect(shown()).toEqual(['/1.html linted', '第4行 不是网址 not-an-address', '/2.html linted']);
  });

  test.each([
    ['页数', ['http://127.0.0.1/', '--rate', '0']],
    ['日期', ['http://127.0.0.1/', '--since', '昨天']],
    ['联系人', ['http://127.0.0.1/', '--contact', '张三']],
    ['网址', ['http://[bad/']],
    ['混杂', ['http://127.0.0.1/', 'crawl.warc']],
  ])('%s不对：退出码 2', async (_, args) => {
    expect(await run([MAIN, 'scan', ...args])).toBe(2);
  });
});
