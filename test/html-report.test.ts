import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules as rules } from '../src/generated/rules.js';
import { readHtml } from '../src/intake/html/html.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { type FileReport, linted, unread } from '../src/record/file-report.js';
import type { Message } from '../src/record/message.js';
import { html } from '../src/report/html.js';
import { hasChromium, launchChromium } from './chromium.js';
import { context } from './context.js';

const renderContext = { colour: false, rules, version: '1.2.3', endTime: '2026-11-24T00:00:00.000Z' };
const render = (reports: readonly FileReport[], endTime = renderContext.endTime): string =>
  [...html(reports, { ...renderContext, endTime })].join('');

const reportOf = (name: string, source: string): FileReport => {
  const doc = (name.endsWith('.html') ? readHtml : readTxt)({ name, source, context });
  return linted(name, doc, lint(doc, ruleset(rules, {})), { withText: true });
};

const ordinary = reportOf(
  '通知.html',
  '<h1>关于检查的通知</h1><p>根据豫政办[2021]8号要求，澠池县办理。</p><table><tr><td>项目</td><td>豫政办[2022]9号</td></tr></table>',
);
const [first] = ordinary.messages as readonly [Message];

const EVIL = `</noscript></script><script>window.ran=1</script><img src=x onerror="window.ran=2">&lt;\u202e\u0000"'<!--`;
const hostile: FileReport = {
  ...reportOf(`${EVIL}.txt`, `${EVIL}\n根据豫政办[2021]8号${EVIL}办理。\n`),
  url: 'javascript:window.ran=3',
  sourceTitle: EVIL,
  column: EVIL,
  published: EVIL,
  warnings: [EVIL],
  messages: [
    {
      ...first,
      ruleId: 'docno-format',
      message: EVIL,
      what: EVIL,
      quote: EVIL,
      place: EVIL,
      fingerprint: EVIL,
      context: { before: EVIL, after: EVIL },
      suggestions: [{ id: '0', message: EVIL, fix: { range: first.range, text: EVIL } }],
      at: [0, EVIL.length],
    },
  ],
  suppressed: [{ ...first, at: [2, 5], suppressed: { kind: 'comment', reason: EVIL } }],
};
const many: FileReport = {
  ...ordinary,
  filePath: '多.txt',
  messages: Array.from(
    { length: 1_800 },
    (_, i): Message => ({
      ...first,
      severity: i % 3 === 0 ? 2 : 1,
      quote: EVIL,
      fingerprint: String(i),
    }),
  ),
};

/** So long that its text is read in bit by bit; its last paragraph alone holds 1,200 findings. */
const long = reportOf(
  '长.txt',
  `${Array.from({ length: 3_000 }, (_, i) => `第${i}项按豫政办[2021]${i + 1}号办理。\n`).join('')}${'豫政办[2022]8号、'.repeat(1_200)}\n`,
);

/** A browser on a machine that does much else. */
const SLOW = 180_000;

const inBrowser = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'gongwen-html-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, SLOW);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  }, SLOW);

  const open = async (
    reports: readonly FileReport[],
    { javaScriptEnabled = true }: { javaScriptEnabled?: boolean } = {},
  ): Promise<{ page: Page; complaints: string[] }> => {
    const file = join(folder, 'report.html');
    writeFileSync(file, render(reports));
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
    const complaints: string[] = [];
    page.on('console', (said) => complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) complaints.push(request.url());
    });
    await page.goto(`file://${file}`);
    return { page, complaints };
  };
  const ran = (page: Page): Promise<unknown> => page.evaluate('window.ran');
  const readAllIn = (page: Page): Promise<unknown> =>
    page.evaluate('for (const more = document.getElementById("more"); !more.hidden; ) more.click()');
  const shownItems = (page: Page): Promise<number> => page.locator('.item:visible').count();

  test.each([
    ['an ordinary one', [ordinary, unread('e.bin', 'binary', '不是文本。')]],
    ['a hostile one', [hostile]],
    ['one of two parts', [{ ...many, messages: many.messages.slice(0, 510) }]],
    ['a long one', [long]],
    ['an empty one', []],
  ])(
    'axe-core finds nothing: %s',
    async (_, reports) => {
      const { page, complaints } = await open(reports);
      // The page's own policy lets no script in; a debugger may.
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      await page.evaluate(axe);
      const found = (await page.evaluate(
        // Of a long list a few stand for all.
        'document.querySelectorAll(".item:nth-of-type(n+4)").forEach((item) => item.remove());axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
      )) as string[];
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
    SLOW,
  );

  test(
    'nothing of a hostile document runs, is fetched, or is markup',
    async () => {
      for (const reports of [[hostile], [many]])
        for (const javaScriptEnabled of [true, false]) {
          const { page, complaints } = await open(reports, { javaScriptEnabled });
          if (javaScriptEnabled) {
            await readAllIn(page);
            expect(await ran(page)).toBeUndefined();
          }
          expect(await page.locator('img, script:not(:last-child), a[href^="javascript"]').count()).toBe(0);
          expect(await page.textContent('body')).not.toMatch(/\u202e/u);
          expect(complaints).toEqual([]);
        }
    },
    SLOW,
  );

  test(
    'without scripts every finding can be read; with them the rest is read in',
    async () => {
      const without = await open([many], { javaScriptEnabled: false });
      expect(await without.page.locator('.item').count()).toBe(1_800);
      expect(await without.page.locator('form:visible').count()).toBe(0);
      const { page } = await open([many]);
      expect(await page.locator('.item').count()).toBe(1_000);
      expect(await page.textContent('#shown')).toBe('显示 1000 条（已载入 1000 条），共 1800 条');
      await page.selectOption('#level', '警告');
      // All errors stand first, so that warnings had to be read in.
      expect(await shownItems(page)).toBeGreaterThanOrEqual(200);
      expect(await page.locator('.item.error:visible').count()).toBe(0);
      await readAllIn(page);
      expect(await shownItems(page)).toBe(1_200);
    },
    SLOW,
  );

  test(
    'a long text is read in when wanted: by its button, by a finding, and a mark leads to a finding not yet read in',
    async () => {
      const marks = (page: Page): Promise<number> => page.locator('.text .mark').count();
      const all = long.messages.length;
      expect(all).toBe(4_200);
      const without = await open([long], { javaScriptEnabled: false });
      expect([await marks(without.page), await without.page.locator('.item').count()]).toEqual([all, all]);
      const { page, complaints } = await open([long]);
      const first = await marks(page);
      expect(first).toBeLessThan(all / 2);
      await page.click('.text button');
      expect(await marks(page)).toBeGreaterThan(first);
      expect(await page.locator('#m4200').count()).toBe(0);
      await readAllIn(page);
      await page.locator('#i4200 a').evaluate((link) => (link as unknown as { click(): void }).click());
      expect(await page.locator('.mark.current').getAttribute('id')).toBe('m4200');
      await page.evaluate(
        'while (document.querySelector(".text button")) document.querySelector(".text button").click()',
      );
      expect(await marks(page)).toBe(all);
      const fresh = (await open([long])).page;
      await fresh.click('.text button');
      // A mark of the text that is there, whose finding is not.
      expect(await fresh.locator('#i1100').count()).toBe(0);
      await fresh.locator('#m1100').evaluate((mark) => (mark as unknown as { click(): void }).click());
      expect(await fresh.locator('.item.current').getAttribute('id')).toBe('i1100');
      expect(complaints).toEqual([]);
    },
    SLOW,
  );

  test(
    'what is printed is whole',
    async () => {
      const { page } = await open([many, long]);
      expect((await page.pdf({ format: 'A4', pageRanges: '1' })).length).toBeGreaterThan(1_000);
      expect(await page.locator('.item').count()).toBe(1_800 + long.messages.length);
      expect(await page.locator('noscript').count()).toBe(0);
    },
    SLOW,
  );

  test(
    'a long text in a part that waits is whole when it is read in',
    async () => {
      const second = { ...long, filePath: '又长.txt' };
      const { page } = await open([long, second]);
      await readAllIn(page);
      expect(await page.locator('.item').count()).toBe(2 * long.messages.length);
      expect(await page.locator('#m8400').count()).toBe(1);
      expect(await page.locator('footer').count()).toBe(1);
    },
    SLOW,
  );

  test(
    'j and k go from finding to finding, and its mark is shown; a mark leads to its finding',
    async () => {
      const { page } = await open([ordinary]);
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await page.locator('.item.current').getAttribute('id')).toBe('i2');
      expect(await page.locator('.mark.current').getAttribute('id')).toBe('m2');
      await page.keyboard.press('k');
      expect(await page.evaluate('document.activeElement.id')).toBe('i1');
      await page.click('#m3');
      expect(await page.locator('.item.current').getAttribute('id')).toBe('i3');
    },
    SLOW,
  );

  test(
    'the marks stand on what was found, in tables too',
    async () => {
      const { page } = await open([ordinary]);
      const marks = await page.locator('.text .mark mark').allTextContents();
      expect(marks.sort()).toEqual(ordinary.messages.map(({ quote }) => quote).sort());
      expect(await page.locator('.text td .mark').count()).toBe(1);
    },
    SLOW,
  );
};

if (hasChromium) describe('in a browser', inBrowser);
else
  test('Chromium is not here: what only a browser can show is left out, and this says so', () =>
    expect(hasChromium).toBe(false));

test('the same reports give the same page, and another time only another time', () => {
  expect(render([ordinary, hostile])).toBe(render([ordinary, hostile]));
  expect(render([ordinary], '2027-01-01T00:00:00.000Z')).toBe(
    render([ordinary]).replace('2026-11-24 08:00', '2027-01-01 08:00'),
  );
});

test('stored results give the page that was made directly', () => {
  const stored = JSON.parse(JSON.stringify([ordinary, hostile, many])) as FileReport[];
  expect(render(stored)).toBe(render([ordinary, hostile, many]));
});
