import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mammoth from 'mammoth';
import type { PageReport } from '../src/scan/site/page-report.js';
import { hasChromium, launchChromium } from './chromium.js';

/** Every command is a process of its own, with threads of its own. */
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongwen-lint-site-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[]) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1795507200' },
  });
const scan = (...args: readonly string[]) => run('scan', ['site', '--no-config', ...args]);
const bytes = (name: string): Buffer => readFileSync(join(folder, name));
const lines = (name: string): readonly PageReport[] =>
  bytes(name)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PageReport);

const article = Array.from(
  { length: 12 },
  (_, i) => `第${i + 1}项工作由县发展改革部门牵头，各乡镇按照各自职责抓好落实，${i + 3}月底前完成。`,
).join('');
const page = (title: string, body: string, meta = title): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><meta name="ArticleTitle" content="${meta}"></head><body><div class="article"><h1>${title}</h1><p>${body}</p><ul><li>附件一</li><li>附件二</li></ul></div><footer>主办：县人民政府办公室　备案依据：国办发【2019】5号</footer></body></html>`;

const put = (name: string, content: string): void => {
  mkdirSync(join(folder, 'site'), { recursive: true });
  writeFileSync(join(folder, 'site', name), content);
};

beforeAll(() => {
  put('a.html', page('关于抓好重点工作的通知', article));
  put('b.html', page('关于抓好重点工作的通知', article));
  put('c.html', page('关于抓好重点工作的通知', article.replace('第7项', '第七项')));
  put('d.html', page('关于消防工作的意见', '按照《关于加强消防安全工作的意见》（国办发〔2017〕87号）执行。'.repeat(3)));
  // The same with its organ before it: no other title.
  put('d2.html', page('消防', '见《国务院办公厅关于加强消防安全工作的意见》（国办发〔2017〕87号）。'));
  put(
    'e.html',
    page('消防安全责任', '按照《消防安全责任制实施办法》（国办发〔2017〕87号）执行，见豫政办[2021]3号。', '另一个标题'),
  );
  expect(scan('--format', 'ndjson', '--output', 'first.ndjson').status).toBe(1);
});

describe('各页之间', () => {
  test('同号两题、标题不一、相同和近似的页，各有一条', () => {
    const { stdout } = scan();
    expect(stdout).toMatch(/一号两题.{0,10}国办发〔2017〕87号在各页有 2 种标题/u);
    expect(stdout).toMatch(/标题不一.{0,10}网页标题是“消防安全责任”，页面标签 ArticleTitle 写作“另一个标题”/u);
    expect(stdout).toMatch(/内容相同.{0,10}“a\.html”的正文另有 1 页与它相同，如“b\.html”/u);
    expect(stdout).toMatch(/内容近似.{0,10}“a\.html”的正文另有 1 页与它大体相同，如“c\.html”/u);
    expect(stdout.match(/一号两题|标题不一|内容相同|内容近似/gu)).toHaveLength(4);
  });

  test('页脚的问题在报告里只列一次，写明页数；直接出的与由存下的结果出的，字节相同', async () => {
    for (const format of ['html', 'docx', 'xlsx', 'csv']) {
      const text = format === 'html' ? ['--with-text'] : [];
      expect(scan('--format', format, '--output', `direct.${format}`).status).toBe(1);
      scan('--format', 'ndjson', ...text, '--output', 'stored.ndjson');
      run('report', ['stored.ndjson', '--format', format, '--output', `stored.${format}`]);
      expect(bytes(`direct.${format}`).equals(bytes(`stored.${format}`))).toBe(true);
    }
    const { value } = await mammoth.extractRawText({ buffer: bytes('direct.docx') });
    for (const where of [value, bytes('direct.html').toString()]) {
      expect(where).toContain('同一问题见于 6 页的页眉、页脚或导航，只列一次');
      expect(where).toContain('在各页有 2 种标题');
    }
  });
});

const inBrowser = async (): Promise<void> => {
  expect(scan('--format', 'html', '--output', 'site.html').status).toBe(1);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, 'site.html')).href);
    expect(await page.textContent('#shown')).toBe('显示 2 条，共 2 条');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate(
      'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
    expect(found).toEqual([]);
  } finally {
    await browser.close();
  }
};

if (hasChromium) test('网站报告在浏览器里：条数相符，axe-core 没有意见', inBrowser);
else
  test('no Chromium here: what the site report shows in a browser is left out', () => expect(hasChromium).toBe(false));

test('检查情况表：发现的、没有发现的、机器查不了的，分开写明', async () => {
  put('broken.docx', 'PK 不是文档');
  expect(scan('--format', 'inspection', '--output', 'table.docx').status).toBe(1);
  rmSync(join(folder, 'site', 'broken.docx'));
  const { value } = await mammoth.extractRawText({ buffer: bytes('table.docx') });
  const cells = value.split(/\n+/u);
  const verdictOf = (name: string): readonly string[] => cells.slice(cells.indexOf(name) + 2, cells.indexOf(name) + 4);
  expect(verdictOf('站点无法访问')).toEqual(['未检测', '须连续监测']);
  expect(verdictOf('附件不能用')).toEqual(['发现', '1 页，如 broken.docx']);
  expect(verdictOf('乱码')).toEqual(['未发现', '没有遇到']);
  expect(verdictOf('错别字等文字差错')[0]).toBe('发现');
  expect(verdictOf('安全、泄密事故等严重问题')[0]).toBe('未检测');
  expect(value).toContain('“未检测”的须由人检查，不等于合格');
});

describe('与上次相比', () => {
  test('没有变，就没有新的；改了一处、添了一处，各归其类', () => {
    const same = scan('--baseline', 'first.ndjson');
    expect(same.stdout).toContain('与上次检查相比：新增 0，已改 0，仍有 7。');
    expect(same.status).toBe(0);
    put('e.html', page('消防安全责任', '按照《消防安全责任制实施办法》（国办发〔2017〕87号）执行。', '另一个标题'));
    put('f.html', page('新页', '见豫政办[2022]4号。'));
    const { stdout, status } = scan('--baseline', 'first.ndjson');
    expect(stdout).toContain('与上次检查相比：新增 1，已改 1，仍有 7。');
    expect(stdout).toMatch(/已改：e\.html：\[2021\] -> 〔2021〕/u);
    expect(status).toBe(1);
    rmSync(join(folder, 'site', 'd.html'));
    expect(scan('--baseline', 'first.ndjson').stdout).toContain('另有 1 条所在的页这次没有查到');
  });
});

describe('抽样', () => {
  const sampled = (percent: string): readonly string[] => {
    scan('--sample', percent, '--format', 'ndjson', '--output', 'sample.ndjson');
    return lines('sample.ndjson').map(({ filePath }) => filePath);
  };
  beforeAll(() => {
    for (let i = 0; i < 200; i++) put(`p${i}.html`, page(`第${i}页`, '正文。'));
  });

  test('每次抽中同样的页，多抽的包括少抽的，其余列入不在检查之列', () => {
    const some = sampled('10%');
    expect(some.length).toBeGreaterThan(5);
    expect(some.length).toBeLessThan(40);
    expect(sampled('10')).toEqual(some);
    expect(sampled('40')).toEqual(expect.arrayContaining([...some]));
    expect(scan('--sample', '10%').stdout).toContain('抽样未抽中');
  });

  test('不成百分数的，说明怎样写', () => {
    expect(scan('--sample', '100')).toMatchObject({ status: 2, stderr: expect.stringContaining('--sample 5%') });
  });
});
