import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes, Root } from 'nlcst';
import { toString as textOf } from 'nlcst-to-string';
import rehypeParse from 'rehype-parse';
import rehypeRetext from 'rehype-retext';
import remarkParse from 'remark-parse';
import remarkRetext from 'remark-retext';
import remarkStringify from 'remark-stringify';
import { retext } from 'retext';
import retextAssuming from 'retext-assuming';
import retextRepeatedWords from 'retext-repeated-words';
import retextStringify from 'retext-stringify';
import { type Processor, unified } from 'unified';
import { VFile } from 'vfile';
import { location } from 'vfile-location';
import { readTxt } from '../src/intake/plain/txt.js';
import { retextChinese, retextGongwen } from '../src/retext/index.js';
import { nlcstOf } from '../src/retext/nlcst.js';
import { context } from './context.js';

const parse = (text: string): Root => unified().use(retextChinese).parse(new VFile(text));

const leavesOf = (node: Nodes): readonly Extract<Nodes, { value: string }>[] =>
  'value' in node ? [node] : node.children.flatMap(leavesOf);

/** The tree in one line: W a word, S a sentence, P a paragraph. */
const sketch = (node: Nodes): string => {
  if ('value' in node) return node.value;
  const inner = node.children.map(sketch);
  switch (node.type) {
    case 'WordNode':
      return `${inner.join('·')}/`;
    case 'SentenceNode':
      return `(${inner.join('')})`;
    case 'ParagraphNode':
      return `[${inner.join('')}]`;
    default:
      return inner.join('');
  }
};

/** These tests are about places, not about what else the rules find. */
const WATCHED = new Set<string | undefined>(['docno-format', 'typo-lexicon', 'the', 'no-simply']);

/** What each message says of the file, at the place it names. */
const told = (file: VFile): readonly string[] =>
  file.messages
    .filter(({ ruleId }) => WATCHED.has(ruleId))
    .map(({ ruleId, place, line, column }) => {
      if (!place || !('start' in place)) return `${ruleId}`;
      const toPoint = location(file).toPoint(place.start.offset);
      expect({ line, column, offset: place.start.offset }).toEqual(toPoint);
      return `${ruleId} ${String(file).slice(place.start.offset, place.end.offset)}`;
    });

/** Written for a vfile that still had warn(). */
const assuming = (): ((tree: Root, file: VFile) => void) => {
  const check = retextAssuming();
  return (tree, file) => check(tree, Object.assign(file, { warn: file.message }));
};

/** What remark-retext and rehype-retext say they hand a tree to; that a processor can parse too is no hindrance. */
type Destination = Processor<Root, undefined, undefined, undefined, undefined>;
const destination = (processor: object): Destination => processor as Destination;

const foreign = () => unified().use(retextChinese).use(retextRepeatedWords).use(assuming).use(retextGongwen);

describe('retextChinese', () => {
  const pieces = fc.constantFrom(
    ...[
      '渑池县',
      '人民政府',
      '。',
      '，',
      '……',
      '——',
      '（',
      '）',
      '“',
      '”',
      '！',
      ' ',
      '　',
      '\t',
      '\n',
      '\r\n',
      '\r',
      '\n\n',
    ],
    ...[
      "don't",
      'e-mail',
      '3.5%',
      '2022',
      'Ａ',
      '〇',
      '𠮷',
      '\ud800',
      '\udc00',
      '👍🏽',
      'é',
      '\u0301',
      '\ufeff',
      '\u200b',
      '〔',
    ],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  test('keeps every character, each leaf at its place', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const file = new VFile(text);
        const { toPoint } = location(file);
        const tree = parse(text);
        expect(textOf(tree)).toBe(text);
        let at = 0;
        for (const { value, position } of leavesOf(tree)) {
          expect(position?.start).toEqual(toPoint(at));
          at += value.length;
          expect(position?.end.offset).toBe(at);
        }
      }),
    );
  });

  test('gives paragraphs, sentences, words, marks and white space', () => {
    expect(sketch(parse('　完成投资。Do the work! 完成……\n\n甲\t乙'))).toBe(
      '　[(完成/投资/。)(Do/ the/ work/!) (完成/……)]\n\n[(甲/)\t(乙/)]',
    );
    expect(sketch(parse("don't写e-mail，3.5%和a@b.cn"))).toBe("[(don·'·t/写/e·-·mail/，3·.·5/%和/a·@·b·.·cn/)]");
  });

  test('tells the part of speech of Chinese words', () => {
    const words: [string, string | undefined][] = [];
    const visit = (node: Nodes): void => {
      if (node.type === 'WordNode') words.push([textOf(node), node.data?.partOfSpeech]);
      else if ('children' in node) node.children.forEach(visit);
    };
    visit(parse('抓好落实 work'));
    expect(words).toEqual([
      ['抓好', 'v'],
      ['落实', 'a'],
      ['work', undefined],
    ]);
  });

  test('without a segmenter a run of Han is one word', () => {
    const { segmenter: _, ...without } = context;
    const doc = readTxt({ name: 'a.txt', source: '渑池县人民政府，2022年。', context: without });
    expect(sketch(nlcstOf(doc))).toBe('[(渑池县人民政府/，2022/年/。)]');
  });
});

describe('retextGongwen', () => {
  test('puts findings on the file beside those of other plugins', async () => {
    const text = '根据豫政办[2021]8号要求抓落实。\nSimply do the the work，截止目前已完成。\n';
    const file = await foreign()
      .use(retextStringify)
      .process(new VFile({ path: 'a.txt', value: text }));
    expect(String(file)).toBe(text);
    expect([...told(file)].sort()).toEqual([
      'docno-format [2021]',
      'no-simply Simply',
      'the the the',
      'typo-lexicon 截止目前',
    ]);
    const message = file.messages.find(({ ruleId }) => ruleId === 'docno-format');
    expect(message).toMatchObject({
      source: 'gongwen-lint',
      fatal: true,
      actual: '[2021]',
      expected: ['〔2021〕'],
      reason: '[2021] -> 〔2021〕（发文字号“[2021]”的年份应用六角括号“〔〕”，不用“[]”）',
    });
    expect(message?.url).toMatch(/^https:.+\/rules\/docno-format\/README\.md$/u);
    expect(message?.note).toContain('依据：《党政机关公文格式》（GB/T 9704-2012）7.2.5');
  });

  test('severities are those of unified', async () => {
    const file = await unified()
      .use(retextChinese)
      .use(retextGongwen, { rules: { 'docno-format': 'warning', 'typo-lexicon': 'info' } })
      .use(retextStringify)
      .process('豫政办[2021]8号，截止目前已完成。');
    const levels = file.messages.filter(({ ruleId }) => WATCHED.has(ruleId)).map(({ fatal }) => fatal);
    expect(levels).toEqual([false, undefined]);
  });

  test('takes the tree of another parser', async () => {
    const file = await retext().use(retextGongwen).process('Do it. 根据豫政办[2021]8号要求。\n\n截止目前已完成。');
    expect(told(file)).toEqual(['docno-format [2021]', 'typo-lexicon 截止目前']);
  });

  test('refuses a faulty config', () => {
    expect(() =>
      unified()
        .use(retextChinese)
        .use(retextGongwen, { rules: { nothing: 'off' } })
        .freeze(),
    ).toThrow(/没有名为“nothing”的规则/u);
  });
});

describe('in a pipeline of another format', () => {
  test('Markdown: places in the source, after entities, escapes, line prefixes', async () => {
    const markdown =
      '# A&amp;截止目前\n\n> 据&nbsp;豫政办[2021]8号，**截止目前**\\*截止目前。Simply the the book.\n> `code 截止目前` 截止目前！\n\n![截止目前](a.png) 截止目前\n\n- 项  \n  截止目前\n';
    const file = await unified()
      .use(remarkParse)
      .use(remarkRetext, destination(foreign()))
      .use(remarkStringify)
      .process(markdown);
    const original = Object.assign(new VFile(markdown), { messages: file.messages });
    expect([...told(original)].sort()).toEqual([
      'docno-format [2021]',
      'no-simply Simply',
      'the the the',
      ...new Array(8).fill('typo-lexicon 截止目前'),
    ]);
  });

  test('HTML: places in the page, across tags, entities and CRLF', async () => {
    const html =
      '<!doctype html>\r\n<h1>A&amp;截止目前</h1>\r\n<p>据&nbsp;豫政办[2021]8号，<b>截止目前</b>。好\r\n截止目前。Simply the the book</p><p>截止<i>目前</i><br>截止目前 <code>code 截止目前</code> 截止目前</p>\r\n';
    const pipeline = unified().use(rehypeParse).use(rehypeRetext, destination(foreign()));
    const file = new VFile(html);
    await pipeline.run(pipeline.parse(file), file);
    expect([...told(file)].sort()).toEqual([
      'docno-format [2021]',
      'no-simply Simply',
      'the the the',
      'typo-lexicon 截止<i>目前',
      ...new Array(6).fill('typo-lexicon 截止目前'),
    ]);
  });

  test('whatever the mark-up, leaves stand in order and inside the file', async () => {
    const marks = fc.constantFrom(
      ...[
        '渑池县',
        '。',
        ' ',
        '\n',
        '\r\n',
        '\n\n',
        '&amp;',
        '&nbsp;',
        '&',
        '\\*',
        '\\',
        '*',
        '**',
        '`',
        '> ',
        '- ',
        '| a |',
      ],
      ...[
        '<b>',
        '</b>',
        '<p>',
        '</p>',
        '<br>',
        '<code>',
        '</code>',
        '<td>',
        '<!--',
        '-->',
        '![',
        '](a.png)',
        '<',
        '\0',
        '𠮷',
        '\t',
      ],
    );
    // hast-util-to-nlcst takes no page without text.
    const source = fc.array(marks, { maxLength: 30 }).map((parts) => `渑池县${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(source, async (value) => {
        const trees: Root[] = [];
        const keep = () => (tree: Root) => void trees.push(tree);
        const inner = destination(unified().use(retextChinese).use(keep));
        await unified().use(remarkParse).use(remarkRetext, inner).use(remarkStringify).process(value);
        const page = unified().use(rehypeParse).use(rehypeRetext, inner);
        const file = new VFile(value);
        await page.run(page.parse(file), file);
        expect(trees.length).toBe(2);
        for (const tree of trees) {
          let at = 0;
          for (const { position } of leavesOf(tree)) {
            expect(position?.start.offset).toBeGreaterThanOrEqual(at);
            at = position?.end.offset ?? -1;
            expect(at).toBeLessThanOrEqual(value.length);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('other plugins see Chinese sentences and words, code in one piece', async () => {
    let seen = '';
    const look = () => (tree: Root) => {
      seen = sketch(tree);
    };
    await unified()
      .use(remarkParse)
      .use(remarkRetext, unified().use(retextChinese).use(look))
      .use(remarkStringify)
      .process('# 标题\n\n抓好落实！运行`npm i！`**完成**。甲乙。');
    expect(seen).toBe('[(标题/)]\n[(抓好/落实/！)(运行/`npm i！`完成/。)(甲乙/。)]');
  });
});
