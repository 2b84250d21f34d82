import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../src/scan/crawl/clock.js';

/** A request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingMessage['headers'];
  /** By the clock of the test. */
  readonly at: number;
}

export interface Site {
  readonly port: number;
  readonly seen: readonly Seen[];
  /** Connections, requests or not. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A clock that waits in no time. */
export function quickClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds;
    },
  };
}

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** A site on a free port of this machine. */
export async function siteOf(handler: Handler, clock: Clock = quickClock()): Promise<Site> {
  const seen: Seen[] = [];
  let connections = 0;
  const server: Server = createServer((request, response) => {
    const { host = '' } = request.headers;
    const url = new URL(request.url ?? '/', `http://${host}`);
    seen.push({ path: request.url ?? '', host, headers: request.headers, at: clock.now() });
    response.on('error', () => undefined);
    handler(request, response, url);
  });
  server.on('connection', () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    seen,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Names of the tests and what they lead to; the rest is not there. */
export const lookupIn =
  (names: Readonly<Record<string, () => readonly string[]>>): LookupFunction =>
  (hostname, options, callback) => {
    const addresses = names[hostname]?.() ?? [];
    const [first] = addresses;
    if (first === undefined) callback(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all === true)
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    else callback(null, first, first.includes(':') ? 6 : 4);
  };

const HTML = { 'content-type': 'text/html; charset=utf-8' };

export const page = (response: ServerResponse, body: string, headers: Readonly<Record<string, string>> = {}): void => {
  response.writeHead(200, { ...HTML, ...headers }).end(`<!doctype html><html><body>${body}</body></html>`);
};

const to = (response: ServerResponse, location: string): void => void response.writeHead(302, { location }).end();

type Answer = (response: ServerResponse, url: URL, request: IncomingMessage) => void;

const links = (hrefs: readonly string[]): string => hrefs.map((href) => `<a href="${href}">链接</a>`).join('\n');

export const DISALLOWED = ['/secret/a.html', '/secret/b.html', '/run/x.cgi', '/secret/from-base.html'];

/** Links of the first page, each with what must come of it: a code, 略 for left out, 查 for checked. */
export const LINKS: Readonly<Record<string, string>> = {
  '/plain.html': '查',
  '/secret/a.html': 'robots',
  '/secret/open.html': '查',
  '/run/x.cgi': 'robots',
  '/to-secret': '略',
  '/secret/b.html': 'robots',
  '/to-inner': 'inner-address',
  '/to-metadata': 'inner-address',
  '/to-mapped': 'inner-address',
  '/to-outside': 'off-site',
  '/to-file': 'bad-redirect',
  '/to-nowhere': 'bad-redirect',
  '/loop-a': '略',
  '/loop-b': 'redirect-loop',
  '/self': 'redirect-loop',
  '/self-with-session': 'redirect-loop',
  '/hop/0': '略',
  '/hop/10': 'too-many-redirects',
  '/calendar?y=2025&m=1': '查',
  '/days/2025/1/': '查',
  '/session?id=1&PHPSESSID=aaa': '查',
  '/session/a.jsp;jsessionid=0A1B': '查',
  '/token?x=0': '查',
  '/deep/': '查',
  '/infinite': 'too-large',
  '/bomb': 'inflates-too-far',
  '/bad-gzip': 'damaged',
  '/cut-gzip': '查',
  '/strange-coding': 'unsupported',
  '/reset': 'connection-failed',
  '/short': 'connection-failed',
  '/not-http': 'bad-answer',
  '/long-head': 'bad-answer',
  '/gbk-as-utf-8.html': '查',
  '/busy': '查',
  '/always-busy': 'http-503',
  '/later': 'http-429',
  '/missing.html': 'http-404',
  '/error.html': 'http-500',
  '/login': 'http-401',
  '/nothing': 'http-204',
  '/part': 'http-206',
  '/unmodified': 'http-304',
  '/empty.html': 'empty',
  '/notice.docx': '查',
  '/download?id=3': '查',
  '/no-type': '查',
  '/picture': '略',
  '/logo.png': '略',
  '/many-links.html': '查',
  '/closed.html': '查',
  '/based.html': '查',
  '/secret/from-base.html': 'robots',
  '/unclosed.html': '查',
  '/cookie.html': '查',
  '/cookie-self': '查',
  '/cookie-round': '查',
  '/cookie-loop': 'redirect-loop',
  '/cookie-away': '略',
};

/** What never ends, so that each is too slow however long it is waited for. */
export const SLOW: readonly string[] = ['/silent', '/slow-head', '/slow-body'];

/** What must be bounded: paths that begin so, and the most requests for them. */
export const TRAPS: readonly (readonly [start: string, requests: number])[] = [
  ['/calendar', 30],
  ['/days/', 30],
  ['/session?', 1],
  ['/session/', 1],
  ['/token', 30],
  ['/deep/', 4],
  ['/hop/', 11],
  ['/loop-', 2],
  ['/self', 2],
  ['/cookie-self', 2],
  ['/cookie-round', 2],
  ['/cookie-loop', 2],
  ['/round-check', 1],
  ['/always-busy', 3],
  ['/later', 1],
  ['/many/', 30],
];

const GBK = Buffer.from('b8f9bedde3d9d5fe', 'hex');
const BOMB = gzipSync(Buffer.alloc(70 * 1024 * 1024));
const NOTICE = readFileSync(fileURLToPath(new URL('../fixtures/office/notice.docx', import.meta.url)));

/** A site with every trap that is known; `innerPort` is one that nobody may connect to. */
export function hostileSite(innerPort: () => number): Handler {
  let sessions = 0;
  let busy = 0;
  const hasCookie = ({ headers }: IncomingMessage, cookie: string): boolean =>
    headers.cookie?.split('; ').includes(cookie) === true;
  const setAndSend = (response: ServerResponse, cookie: string, location: string): void =>
    void response.writeHead(302, { location, 'set-cookie': cookie }).end();
  const routes: Readonly<Record<string, Answer>> = {
    '/robots.txt': (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(
          'User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /secret/\nAllow: /secret/open.html\nDisallow: /*.cgi$\nCrawl-delay: 2\n',
        ),
    '/': (response) =>
      page(
        response,
        `<h1>首页</h1>${links(Object.keys(LINKS).filter((href) => !/^\/(?:secret\/b|hop\/10|secret\/from)/u.test(href)))}
        <a href="mailto:a@example.gov.cn">信箱</a> <a href="javascript:void(0)">无</a> <a href="#top">顶</a>
        <a href="http://outside.test/x.html">站外</a> <a href="ftp://site.test/a.txt">FTP</a> <a href="http://[bad/">坏</a>
        <a href="http://127.0.0.1:${innerPort()}/1">本机</a> <a href="http://[::ffff:127.0.0.1]:${innerPort()}/2">映射</a>
        <a href="http://2130706433:${innerPort()}/3">十进制</a> <a href="http://localhost:${innerPort()}/4">本机名</a>
        <script src="/script.js"></script><img src="/image.png"><link rel="stylesheet" href="/style.css">`,
      ),
    '/to-secret': (response) => to(response, '/secret/b.html'),
    '/to-inner': (response) => to(response, `http://127.0.0.1:${innerPort()}/admin`),
    '/to-metadata': (response) => to(response, 'http://169.254.169.254/latest/meta-data/'),
    '/to-mapped': (response) => to(response, `http://[::ffff:7f00:1]:${innerPort()}/`),
    '/to-outside': (response) => to(response, 'http://outside.test/'),
    '/to-file': (response) => to(response, 'file:///etc/passwd'),
    '/to-nowhere': (response) => void response.writeHead(302).end(),
    '/loop-a': (response) => to(response, '/loop-b'),
    '/loop-b': (response) => to(response, '/loop-a'),
    '/self': (response) => to(response, '/self'),
    '/self-with-session': (response) => to(response, `/self-with-session;jsessionid=${++sessions}`),
    '/calendar': (response, { searchParams }) => {
      const month = Number(searchParams.get('m')) + 12 * Number(searchParams.get('y'));
      page(
        response,
        links([1, -1, 12].map((step) => `/calendar?y=${Math.floor((month + step) / 12)}&m=${(month + step) % 12}`)),
      );
    },
    '/session': (response) => page(response, links([`/session?PHPSESSID=${++sessions}&id=1`])),
    '/session/a.jsp': (response) => page(response, links([`/session/a.jsp;jsessionid=${++sessions}`])),
    '/token': (response) => page(response, links([`/token?x=${++sessions}`, `/token?x=a${sessions}`])),
    '/silent': () => undefined,
    '/slow-head': ({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 'x');
    },
    '/slow-body': (response) => {
      response.writeHead(200, HTML);
      drip(response, '<p>慢</p>');
    },
    '/infinite': (response) => {
      response.writeHead(200, HTML);
      const more = (): void => {
        while (response.writable && response.write('<p>没完没了</p>'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    },
    '/bomb': (response) => void response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(BOMB),
    '/bad-gzip': (response) =>
      void response
        .writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
        .end(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 0xff, 0xff, 0xff])),
    '/cut-gzip': (response) =>
      void response
        .writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
        .end(gzipSync(`<p>${'根据豫政办发[2021]3号文件。'.repeat(50)}</p>`).subarray(0, -12)),
    '/strange-coding': (response) =>
      void response.writeHead(200, { ...HTML, 'content-encoding': 'compress' }).end('甲'),
    '/reset': ({ socket }) => socket?.destroy(),
    '/short': (response) => {
      response.writeHead(200, { ...HTML, 'content-length': '100000' });
      response.write('<p>只有一半</p>', () => response.socket?.destroy());
    },
    '/not-http': ({ socket }) => socket?.end('SSH-2.0-OpenSSH_9.0\r\n'),
    '/long-head': ({ socket }) => socket?.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`),
    '/gbk-as-utf-8.html': (response) =>
      void response.writeHead(200, HTML).end(Buffer.concat([Buffer.from('<p>'), GBK, Buffer.from('[2021]3</p>')])),
    '/busy': (response) =>
      busy++ < 2 ? void response.writeHead(503, { 'retry-after': '7' }).end() : page(response, '<p>忙完了</p>'),
    '/always-busy': (response) => void response.writeHead(503).end(),
    '/later': (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
    '/error.html': (response) => void response.writeHead(500).end('boom'),
    '/login': (response) => void response.writeHead(401).end(),
    '/nothing': (response) => void response.writeHead(204).end(),
    '/part': (response) => void response.writeHead(206, HTML).end('<p>半</p>'),
    '/unmodified': (response) => void response.writeHead(304).end(),
    '/empty.html': (response) => void response.writeHead(200, HTML).end(),
    '/notice.docx': (response) =>
      void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(NOTICE),
    '/download': (response) =>
      void response
        .writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename="notice.docx"',
        })
        .end(NOTICE),
    '/no-type': (response) => void response.writeHead(200).end('<!doctype html><p>没有类型</p>'),
    '/picture': (response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('png'),
    '/many-links.html': (response) =>
      page(response, links(Array.from({ length: 100_000 }, (_, i) => `/many/${i}.html`))),
    '/closed.html': (response) =>
      page(response, '<meta name="robots" content="noindex, nofollow"><a href="/unseen.html">不跟</a>'),
    '/based.html': (response) => page(response, '<base href="/secret/"><a href="from-base.html">相对</a>'),
    '/unclosed.html': (response) => page(response, `${'<div>'.repeat(600)}<a href="/plain.html">太深</a>`),
    '/cookie.html': (response) => page(response, '<p>曲奇</p>', { 'set-cookie': 'a=b; Domain=test; Path=/cookie' }),
    '/cookie-self': (response, _, request) =>
      hasCookie(request, 'self=1')
        ? page(response, '<p>有了</p>')
        : setAndSend(response, 'self=1; Path=/cookie-self; HttpOnly', '/cookie-self'),
    '/cookie-round': (response, _, request) =>
      hasCookie(request, 'round=1')
        ? page(response, '<p>有了</p>')
        : setAndSend(response, 'round=1; Path=/', '/round-check?back=/cookie-round'),
    '/round-check': (response, _, request) =>
      hasCookie(request, 'round=1') ? to(response, '/cookie-round') : page(response, '<p>请打开 cookie</p>'),
    '/cookie-loop': (response) => setAndSend(response, `loop=${++sessions}`, '/cookie-loop'),
    '/cookie-away': (response) => setAndSend(response, 'away=1; Max-Age=0', '/plain.html'),
  };
  const answers: readonly (readonly [start: string, answer: Answer])[] = [
    ['/hop/', (response, { pathname }) => to(response, `/hop/${Number(pathname.slice(5)) + 1}`)],
    [
      '/days/',
      (response, { pathname }) => {
        const [, , year = '', month = ''] = pathname.split('/');
        const next = Number(year) * 12 + Number(month);
        page(response, links([`/days/${Math.floor(next / 12)}/${(next % 12) + 1}/`]));
      },
    ],
    ['/deep/', (response) => page(response, links(['deep/']))],
    ['/secret/', (response) => page(response, '<p>甲</p>')],
    ['/many/', (response) => page(response, '<p>甲</p>')],
  ];
  return (request, response, url) => {
    const path = url.pathname.replace(/;.{0,100}$/u, '');
    const answer = routes[path] ?? answers.find(([start]) => path.startsWith(start))?.[1];
    if (answer) answer(response, url, request);
    else if (path === '/plain.html') page(response, '<p>根据豫政办发[2021]3号文件。</p>');
    else response.writeHead(404, HTML).end('没有');
  };
}

/** A byte now and then, for ever. */
function drip(
  stream: { write(text: string): boolean; on(event: 'close', act: () => void): unknown } | null,
  text: string,
): void {
  if (!stream) return;
  const timer = setInterval(() => void stream.write(text), 40);
  stream.on('close', () => clearInterval(timer));
}
