import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import mammoth from 'mammoth';
import type { ReviewRecord } from '../src/approval/ledger.js';
import { docx, paragraph, plainDocx, run as textRun } from './docx.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const base = mkdtempSync(`${tmpdir()}/gongwen-review-`);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Every command is a process of its own. */
const SLOW = 180_000;

const DOCUMENT = '通知.docx';
const RECORD = '通知.审校记录.json';
const FORM = '通知.三审三校登记表.docx';
const body = (place: string, day: number, more = ''): Uint8Array =>
  plainDocx(
    '渑池县人民政府办公室关于开展检查的通知',
    `根据豫政办[2021]8号要求，${place}县定于2026年2月${day}日开展检查。${more}`,
  );
const FIRST = body('澠池', 30);
const SECOND = body('渑池', 28);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(`${base}/`);
  write(DOCUMENT, FIRST);
});
const write = (name: string, content: string | Uint8Array): void => writeFileSync(`${folder}/${name}`, content);
const bytes = (name: string): Buffer => readFileSync(`${folder}/${name}`);
const record = (): ReviewRecord => JSON.parse(bytes(RECORD).toString()) as ReviewRecord;

let minute = 0;
const cli = (...args: readonly string[]) =>
  spawnSync(process.execPath, [`${root}dist/src/cli/main.js`, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: String(1_795_507_200 + 60 * minute++) },
  });
const review = (...args: readonly string[]) => cli('review', ...args);
/** A step that must succeed. */
const done = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = review(...args);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};
const by = (name: string, as?: string): readonly string[] => ['--by', name, ...(as === undefined ? [] : ['--as', as])];

/** Handed in with three errors; one is let stand, two are mended. */
function readyToSign(): void {
  expect(review(DOCUMENT, ...by('张三'), '--field', '拟发布栏目=通知公告').status).toBe(1);
  done('waive', RECORD, '1', ...by('张三'), '--reason', '照录原件');
  write(DOCUMENT, SECOND);
  done('fixed', DOCUMENT, '2', '3', ...by('张三'));
}
function signedTwice(): void {
  readyToSign();
  done('sign', RECORD, ...by('李四', '初审'));
  done('sign', RECORD, ...by('王五', '复审'));
}
function approved(): void {
  signedTwice();
  done('waive', RECORD, '1', ...by('赵六', '终审'), '--reason', '引用原文');
  done('sign', RECORD, ...by('赵六', '终审'));
}

describe('three persons, by commands alone', () => {
  test(
    'from a document to a signed form',
    async () => {
      const submitted = review(DOCUMENT, ...by('张三'), '--field', '拟发布栏目=通知公告');
      expect(submitted).toMatchObject({ status: 1, stderr: '' });
      expect(submitted.stdout).toMatch(/问题 3 条/u);
      expect(submitted.stdout).toContain('现在：待初审。');
      expect(review('sign', RECORD, ...by('李四', '初审'))).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('还没有处理'),
      });
      expect(done('waive', RECORD, '1', ...by('张三'), '--reason', '照录原件')).toContain('还须终审确认');
      // They say it is mended, and it is not.
      const before = bytes(RECORD);
      expect(review('fixed', RECORD, '2', ...by('张三'))).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('第 2 条还在正文里'),
      });
      expect(bytes(RECORD).equals(before)).toBe(true);
      write(DOCUMENT, SECOND);
      expect(done('fixed', RECORD, '2', '3', ...by('张三'))).toContain('已改 2 条');
      expect(review('sign', RECORD, ...by('张三', '初审')).stderr).toContain('不审自己的稿');
      expect(done('sign', RECORD, ...by('李四', '初审'))).toContain('现在：待复审。');
      expect(review('sign', RECORD, ...by('赵六', '终审')).stderr).toContain('现在应由复审签名');
      done('sign', RECORD, ...by('王五', '复审'), '--opinion', '同意，请终审');
      expect(review('sign', RECORD, ...by('赵六', '终审')).stderr).toContain('须由终审');
      done('waive', RECORD, '1', ...by('赵六', '终审'), '--reason', '引用原文');
      expect(done('sign', RECORD, ...by('赵六', '终审'))).toContain('现在：审定。');
      const verdict = done('verify', RECORD, '--complete');
      expect(verdict).toContain('相符。');
      expect(verdict.match(/有效/gu)).toHaveLength(3);
      const { value, messages } = await mammoth.extractRawText({ buffer: bytes(FORM) });
      expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
      for (const part of ['张三', '李四', '王五', '赵六', '通知公告', '同意，请终审', '引用原文'])
        expect(value).toContain(part);
      expect(done('show', DOCUMENT)).toContain('7．');
    },
    SLOW,
  );

  test(
    'given back, argued, and signed; the document is not touched and folder checks pass over the record and the form',
    () => {
      readyToSign();
      done('sign', RECORD, ...by('李四', '初审'));
      expect(done('return', RECORD, ...by('王五', '复审'), '--reason', '请核日期')).toContain('现在：退回修改。');
      expect(review('sign', RECORD, ...by('王五', '复审')).stderr).toContain('已退回修改');
      done(DOCUMENT, ...by('张三'));
      expect(done('sign', RECORD, ...by('王五', '复审'))).toContain('现在：待终审。');
      expect(bytes(DOCUMENT).equals(Buffer.from(SECOND))).toBe(true);
      const checked = JSON.parse(cli('check', '.', '--format', 'json').stdout) as { filePath: string }[];
      expect(checked.map(({ filePath }) => filePath)).toEqual(['./通知.docx']);
    },
    SLOW,
  );

  test(
    'a change of the text after the second signature voids both, and says so',
    () => {
      signedTwice();
      write(DOCUMENT, body('渑池', 28, '请各单位配合。'));
      expect(review('verify', RECORD)).toMatchObject({
        status: 1,
        stdout: expect.stringContaining('文字与提交时不同'),
      });
      expect(review('sign', RECORD, ...by('赵六', '终审'))).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('没有签名'),
      });
      const again = done(DOCUMENT, ...by('张三'));
      expect(again).toMatch(/初审（李四）的签名失效：第 6 步（张三）改动了正文。\n复审（王五）的签名失效/u);
      expect(again).toContain('现在：待初审。');
      // What was let stand still stands.
      expect(again).toContain('保留（待终审确认）：照录原件');
      expect(done('verify', RECORD)).toMatch(/失效：第 6 步/u);
      expect(review('verify', RECORD, '--complete').status).toBe(1);
    },
    SLOW,
  );
});

describe('review verify sees', () => {
  test(
    'the text, a finding, a decision, a signature, the order, a deleted step; exit code 1 each time',
    () => {
      approved();
      const code = /校验码 (?<code>[0-9a-f-]{24})/u.exec(done('show', RECORD) + done('form', RECORD))?.groups?.code;
      expect(code).toBeUndefined();
      const whole = bytes(RECORD).toString();
      const tampered = (change: (value: ReviewRecord) => unknown): void => {
        const value = JSON.parse(whole) as ReviewRecord;
        write(RECORD, JSON.stringify(change(value) ?? value));
      };
      const seen = (sentence: string | RegExp, ...more: readonly string[]): void => {
        const { status, stdout } = review('verify', RECORD, ...more);
        expect(stdout).toMatch(sentence);
        expect(status).toBe(1);
      };
      const events = (value: ReviewRecord): Record<string, unknown>[] =>
        value.events as unknown as Record<string, unknown>[];

      write(DOCUMENT, body('渑池', 27));
      seen('文字与提交时不同');
      write(DOCUMENT, SECOND);
      write(RECORD, whole.replaceAll('"severity":2', '"severity":3'));
      seen(/第 1 步的内容被改动/u);
      write(RECORD, whole.replace('引用原文', '无关紧要'));
      seen(/第 6 步的内容被改动[\s\S]*复审 {2}王五 .*有效[\s\S]*终审 {2}赵六 .*失效/u);
      write(RECORD, whole.replaceAll('李四', '孙八'));
      seen(/第 4 步的内容被改动[\s\S]*初审 {2}孙八 .*失效/u);
      tampered((value) => ({ ...value, events: [0, 1, 2, 4, 3, 5, 6].map((i) => value.events[i]) }));
      seen('次序');
      tampered((value) => void events(value).splice(5, 1));
      seen(/被删去/u);
      tampered((value) => void events(value).splice(6, 1));
      seen('记录应有 7 步，实有 6 步');
      // Cut off with the count made to fit: the form, and the code on paper, tell.
      tampered((value) => ({
        ...value,
        events: value.events.slice(0, 6),
        head: { events: 6, hash: value.events[5]?.hash },
      }));
      seen('登记表与记录不是一份');
      rmSync(`${folder}/${FORM}`);
      expect(review('verify', RECORD).status).toBe(0);
      const last = (JSON.parse(whole) as ReviewRecord).events[6]?.hash ?? '';
      seen('不在记录里', '--code', last.slice(0, 20));
      // Nothing is written on top of what is broken.
      write(RECORD, whole.replaceAll('李四', '孙八'));
      expect(review('waive', RECORD, '1', ...by('赵六', '终审'), '--reason', '甲')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('没有记入'),
      });
      write(RECORD, whole);
      done('verify', RECORD, '--complete', '--bytes', '--code', last.slice(0, 20));
    },
    SLOW,
  );

  test(
    'a file saved anew with the same words: told, or a fault with --bytes',
    () => {
      readyToSign();
      write(
        DOCUMENT,
        docx(
          paragraph(textRun('渑池县人民政府办公室关于开展检查的通知', '<w:b/>')) +
            paragraph(textRun('根据豫政办[2021]8号要求，渑池县定于2026年2月28日开展检查。')),
        ),
      );
      expect(done('verify', RECORD)).toContain('另存过，或改过图片、版面');
      expect(review('verify', RECORD, '--bytes').status).toBe(1);
    },
    SLOW,
  );
});

describe('keys and the roster', () => {
  test(
    'who is in the roster signs, with the key that stands there',
    () => {
      write(DOCUMENT, plainDocx('关于开展检查的通知', '请各单位配合。'));
      done(DOCUMENT, ...by('张三'));
      const publicKey = /公钥（写入名册）：(?<key>\S+)/u.exec(done('key', '李四.key'))?.groups?.key ?? '';
      done('key', '别人.key');
      expect(statSync(`${folder}/李四.key`).mode & 0o077).toBe(0);
      expect(review('key', '李四.key')).toMatchObject({ status: 2, stderr: expect.stringContaining('不会覆盖') });
      write(
        '名册.json',
        JSON.stringify({
          people: [
            { name: '李四', roles: ['初审'], publicKey },
            { name: '王五', roles: ['复审'] },
          ],
        }),
      );
      const sign = (name: string, level: string, ...more: readonly string[]) =>
        review('sign', RECORD, ...by(name, level), '--roster', '名册.json', ...more);
      expect(sign('王五', '初审').stderr).toContain('不是初审人');
      expect(sign('李四', '初审').stderr).toContain('请用 --key');
      expect(sign('李四', '初审', '--key', '别人.key').stderr).toContain('不是名册里李四的密钥');
      expect(sign('李四', '初审', '--key', '名册.json')).toMatchObject({ status: 2 });
      expect(sign('李四', '初审', '--key', '李四.key').status).toBe(0);
      expect(sign('王五', '复审').status).toBe(0);
      expect(done('verify', RECORD, '--roster', '名册.json')).toContain('（密钥签名）');
      const { events, ...rest } = record();
      write(RECORD, JSON.stringify({ ...rest, events: events.map(({ seal: _, ...event }) => event) }));
      expect(review('verify', RECORD)).toMatchObject({ status: 1, stdout: expect.stringContaining('密钥签名不对') });
    },
    SLOW,
  );
});

describe('the form', () => {
  test(
    'one that somebody has written on stays; the next stands beside it',
    () => {
      readyToSign();
      copyFileSync(`${folder}/${DOCUMENT}`, `${folder}/${FORM}`);
      const kept = bytes(FORM);
      expect(done('sign', RECORD, ...by('李四', '初审'))).toContain('登记表-第4步.docx');
      expect(bytes(FORM).equals(kept)).toBe(true);
      expect(existsSync(`${folder}/通知.三审三校登记表-第4步.docx`)).toBe(true);
    },
    SLOW,
  );

  test(
    "the unit's own form is filled; an unknown field is told with those that are known",
    async () => {
      approved();
      write('本单位.docx', docx(paragraph(textRun('标题：{{标'), textRun('题}}　终审：{{终审人}}　{{拟发布栏目}}'))));
      expect(done('form', RECORD, '--template', '本单位.docx', '--output', '登记.docx')).toContain('登记.docx');
      expect((await mammoth.extractRawText({ buffer: bytes('登记.docx') })).value.trim()).toBe(
        '标题：渑池县人民政府办公室关于开展检查的通知　终审：赵六　通知公告',
      );
      write('错.docx', docx(paragraph(textRun('{{终审者}}'))));
      expect(review('form', RECORD, '--template', '错.docx')).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/错\.docx：模板里的字段 \{\{终审者\}\} 无从填写。可用的有：.*终审人/u),
      });
    },
    SLOW,
  );
});

describe('what cannot be done is told in one Chinese sentence', () => {
  test(
    'exit codes by the contract',
    () => {
      readyToSign();
      write('别的.json', '{"format": 1}');
      write('深.json', `${'['.repeat(100_000)}`);
      const cases: readonly (readonly [status: number, sentence: string, ...args: string[]])[] = [
        [2, '--by', DOCUMENT],
        [2, '应为 初审、复审、终审 之一', 'sign', RECORD, ...by('甲', '四审')],
        [2, '没有这个序号', 'waive', RECORD, '9', ...by('张三'), '--reason', '甲'],
        [1, '请写明理由', 'waive', RECORD, '1', ...by('张三'), '--reason', ' '],
        [2, '文件不存在', 'show', '没有.json'],
        [2, '不是审校记录', 'show', '别的.json'],
        [2, '不是审校记录', 'show', '深.json'],
        [1, '没有.docx：文件不存在', '没有.docx', ...by('张三')],
        [2, '名称=内容', DOCUMENT, ...by('张三'), '--field', '栏目'],
        [2, '没有找到正文文件', 'verify', RECORD, '--document', '没有.docx'],
      ];
      for (const [status, sentence, ...args] of cases) {
        const told = review(...args);
        expect(told.stderr).toContain(sentence);
        expect([args.join(' '), told.status]).toEqual([args.join(' '), status]);
        expect(told.stderr).not.toContain('    at ');
      }
      expect(done(DOCUMENT, ...by('张三'))).toContain('没有记入');
    },
    SLOW,
  );
});
