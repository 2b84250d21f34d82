import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Action, act, type Case, Refusal, replay } from '../src/approval/case.js';
import { form, formFields, historyOf } from '../src/approval/form.js';
import {
  type CaseEvent,
  chained,
  chainFaults,
  codeOf,
  digest,
  type Happening,
  recordOf,
} from '../src/approval/ledger.js';
import type { Person } from '../src/approval/levels.js';
import { type Evidence, verify } from '../src/approval/verify.js';
import { isSealGood } from '../src/cli/files/keys.js';
import { lint } from '../src/engine/lint.js';
import { ruleset } from '../src/engine/ruleset.js';
import { builtInRules as rules } from '../src/generated/rules.js';
import { readDocument } from '../src/intake/index.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { linted } from '../src/record/file-report.js';
import { context } from './context.js';

const FIRST = '关于检查的通知\n根据豫政办[2021]8号要求，澠池县定于2026年2月30日开展检查。\n';
const SECOND = '关于检查的通知\n根据豫政办[2021]8号要求，渑池县定于2026年2月28日开展检查。\n';

const AUTHOR: Person = { name: '张三', role: '拟稿人' };
const SIGNERS = { 初审: '李四', 复审: '王五', 终审: '赵六' } as const;
type Level = keyof typeof SIGNERS;
const signer = (level: Level): Person => ({ name: SIGNERS[level], role: level });

function checked(text: string) {
  const doc = readTxt({ name: '通知.txt', source: text, context });
  const { text: _, ...report } = linted('通知.txt', doc, lint(doc, ruleset(rules, {})), { withText: true });
  const document = { name: '通知.txt', bytes: digest(text), text: digest(doc.text), characters: doc.text.length };
  return { document, report, value: doc.text };
}

/** Steps of a case, one after the other, a minute apart. */
function caseOf() {
  const events: CaseEvent[] = [];
  let now: Case | undefined;
  const step = (action: Action, by: Person): Case => {
    const time = `2026-11-24T08:${String(events.length).padStart(2, '0')}:00Z`;
    const made = act(events, action, by, time);
    events.push(made.event);
    now = made.now;
    return made.now;
  };
  const state = (): Case => now as Case;
  const at = (number: number): string => state().findings[number - 1]?.message.fingerprint ?? '';
  return {
    events,
    state,
    at,
    submit: (text: string, by = AUTHOR) => {
      const { document, report } = checked(text);
      return step({ kind: 'submitted', document, report, fields: {} }, by);
    },
    waive: (number: number, by: Person, reason = '照录原件') =>
      step({ kind: 'waived', findings: [at(number)], reason }, by),
    reopen: (number: number, by: Person) => step({ kind: 'reopened', findings: [at(number)], reason: '不妥' }, by),
    sign: (level: Level, by = signer(level)) => step({ kind: 'signed', level, opinion: '同意' }, by),
    giveBack: (level: Level, by = signer(level)) => step({ kind: 'returned', level, reason: '请核' }, by),
  };
}

/** The docno of the first version is let stand, the rest is mended in the second; three sign. */
function approved() {
  const made = caseOf();
  made.submit(FIRST);
  made.waive(1, AUTHOR);
  made.submit(SECOND);
  made.sign('初审');
  made.sign('复审');
  made.waive(1, signer('终审'));
  made.sign('终审');
  return made;
}

const evidence = (text: string, more: Partial<Evidence> = {}): Evidence => {
  const { document, report, value } = checked(text);
  return { document: { ...document, value }, findings: report.messages, isSealGood, ...more };
};
const good = ({ signatures }: Case): readonly string[] =>
  signatures.filter(({ lapsed }) => lapsed === undefined).map(({ level }) => level);

describe('the way of a case', () => {
  test('from submission to the third signature', () => {
    const made = caseOf();
    expect(made.submit(FIRST).status).toBe('待初审');
    expect(
      made
        .state()
        .findings.map(({ message }) => message.ruleId)
        .sort(),
    ).toEqual(['char-traditional', 'date-valid', 'docno-format']);
    expect(() => made.sign('初审')).toThrow('第 1、2、3 条还没有处理');
    made.waive(1, AUTHOR);
    const revised = made.submit(SECOND);
    // The fix beside it has given the waived finding another fingerprint: its number and its waiver stay.
    expect(revised.findings.map(({ number, isPresent, decision }) => [number, isPresent, decision?.state])).toEqual([
      [1, true, '保留'],
      [2, false, '已改'],
      [3, false, '已改'],
    ]);
    expect(made.sign('初审').status).toBe('待复审');
    expect(made.sign('复审').status).toBe('待终审');
    // An error is let stand by 终审 alone.
    expect(() => made.sign('终审')).toThrow('须由终审');
    made.waive(1, signer('终审'));
    expect(made.sign('终审').status).toBe('审定');
    expect(good(made.state())).toEqual(['初审', '复审', '终审']);
    expect(replay(made.events)).toEqual(made.state());
  });

  test('a veto-class finding stops the last signature until it is fixed or waived with a reason', () => {
    const made = caseOf();
    made.submit('关于检查的通知\n中华人民共合国公民应当参加。\n');
    const [finding] = made.state().findings;
    expect(finding?.message.veto).toBe(true);
    expect(() => made.sign('初审')).toThrow('单项否决 1 条');
    expect(() => made.waive(1, AUTHOR, '  ')).toThrow('请写明理由');
    made.waive(1, AUTHOR);
    made.sign('初审');
    made.sign('复审');
    expect(() => made.sign('终审')).toThrow('拟予保留');
    made.waive(1, signer('终审'), '引用错例');
    expect(made.sign('终审').status).toBe('审定');
  });

  test.each<[string, (made: ReturnType<typeof caseOf>) => unknown, string]>([
    ['a level out of order', (made) => made.sign('复审'), '现在应由初审签名'],
    ['an author who signs', (made) => made.sign('初审', { name: '张 三', role: '初审' }), '不审自己的稿'],
    [
      'one person on two levels',
      (made) => {
        made.sign('初审');
        made.sign('复审', { name: '李四', role: '复审' });
      },
      '一人只签一级',
    ],
    [
      'a level signed twice',
      (made) => [made.sign('初审'), made.sign('初审', { name: '钱七', role: '初审' })],
      '现在应由复审',
    ],
    ['a role that is not the level', (made) => made.sign('初审', { name: '李四', role: '复审' }), '身份应是初审'],
    ['a return by a level whose turn it is not', (made) => made.giveBack('终审'), '终审不能退回'],
    ['a signature on what was given back', (made) => [made.giveBack('初审'), made.sign('初审')], '已退回修改'],
    ['an answer to what is not there', (made) => made.waive(2, signer('初审')), '已经没有'],
    [
      'an answer of a higher level changed by a lower one',
      (made) => [made.waive(1, signer('终审')), made.reopen(1, AUTHOR)],
      '不能改',
    ],
  ])('refused: %s', (_, misstep, sentence) => {
    const made = caseOf();
    made.submit(FIRST);
    made.waive(1, AUTHOR);
    made.submit(SECOND);
    expect(() => misstep(made)).toThrow(sentence);
    expect(() => misstep(made)).toThrow(Refusal);
  });

  test('after the third signature nothing can be done but to hand in another text', () => {
    const made = approved();
    expect(() => made.waive(1, signer('终审'))).toThrow('已经审定');
    expect(() => made.giveBack('终审')).toThrow('已经审定');
    expect(() => made.sign('终审')).toThrow('已经审定');
    expect(made.submit(`${SECOND}又及。\n`).status).toBe('待初审');
  });
});

describe('what a change takes with it', () => {
  const signedTwice = () => {
    const made = caseOf();
    made.submit(FIRST);
    made.waive(1, AUTHOR);
    made.submit(SECOND);
    made.sign('初审');
    made.sign('复审');
    return made;
  };

  test('another text after the second signature: both signatures, each with its reason; waivers stay', () => {
    const made = signedTwice();
    const after = made.submit(SECOND.replace('开展检查', '开展专项检查'));
    expect(after.signatures.map(({ level, lapsed }) => [level, lapsed])).toEqual([
      ['初审', '第 6 步（张三）改动了正文'],
      ['复审', '第 6 步（张三）改动了正文'],
    ]);
    expect(after.status).toBe('待初审');
    expect(after.findings[0]).toMatchObject({ isPresent: true, decision: { state: '保留', by: AUTHOR } });
  });

  test('the same text handed in again: none', () => {
    const made = signedTwice();
    expect(good(made.submit(SECOND))).toEqual(['初审', '复审']);
  });

  test('the same text with other findings: both', () => {
    const made = signedTwice();
    const { document, report } = checked(SECOND);
    const action: Action = { kind: 'submitted', document, report: { ...report, messages: [] }, fields: {} };
    const { now } = act(made.events, action, AUTHOR, '2026-11-24T09:00:00Z');
    expect(good(now)).toEqual([]);
  });

  test('an answer taken back: who has signed since; an answer confirmed: nobody', () => {
    const made = signedTwice();
    expect(good(made.waive(1, signer('终审')))).toEqual(['初审', '复审']);
    const after = made.reopen(1, signer('终审'));
    expect(good(after)).toEqual([]);
    expect(after.signatures[0]?.lapsed).toContain('第 1 条改回未处理');
  });

  test('a return keeps signatures while the text stays', () => {
    const made = signedTwice();
    expect(made.giveBack('终审').status).toBe('退回修改');
    expect(made.submit(SECOND).status).toBe('待终审');
  });

  test('who has changed the text signs it no more', () => {
    const made = signedTwice();
    made.submit(`${SECOND}又及。\n`, { name: '李四', role: '初审' });
    expect(() => made.sign('初审')).toThrow('不审自己的稿');
  });
});

/** As somebody would do it who knows how the chain is made: all hashes anew, what was signed left as it was. */
function rechained(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const out: CaseEvent[] = [];
  for (const event of events) {
    const { number: _, time, by, previous: __, hash: ___, seal, ...happening } = event;
    const made = chained(out, happening as Happening, by, time);
    out.push(seal === undefined ? made : { ...made, seal });
  }
  return out;
}

const altered = (events: readonly CaseEvent[], at: number, change: (event: CaseEvent) => CaseEvent) =>
  structuredClone(events).map((event, i) => (i === at ? change(event) : event));
const without = (events: readonly CaseEvent[], at: number): readonly CaseEvent[] => events.filter((_, i) => i !== at);

/** Milder findings in the version that was signed. */
const milder = (event: CaseEvent): CaseEvent =>
  event.kind === 'submitted'
    ? {
        ...event,
        report: { ...event.report, messages: event.report.messages.map((message) => ({ ...message, severity: 3 })) },
      }
    : event;

describe('tampering', () => {
  const { events } = approved();
  const record = recordOf(events);
  const kinds = (of: ReturnType<typeof verify>): readonly string[] => of.faults.map(({ kind }) => kind);

  test('an untouched record is whole', () => {
    const verified = verify(record, evidence(SECOND, { code: codeOf(events[6] as CaseEvent), sameBytes: true }));
    expect(verified.faults).toEqual([]);
    expect(verified.notes).toEqual([]);
    expect(verified.signatures.map(({ level, lapsed }) => [level, lapsed])).toEqual([
      ['初审', undefined],
      ['复审', undefined],
      ['终审', undefined],
    ]);
  });

  test('the text: every signature on it is void', () => {
    const verified = verify(record, evidence(SECOND.replace('28日', '27日')));
    expect(kinds(verified)).toEqual(['text']);
    expect(verified.signatures.map(({ lapsed }) => lapsed)).toEqual(Array(3).fill('正文在签名后被改动'));
  });

  test('the file alone: told, or a fault where that was asked for', () => {
    const { document, ...more } = evidence(SECOND);
    const resaved = { ...more, document: { ...(document as NonNullable<typeof document>), bytes: digest('另存') } };
    expect(verify(record, resaved)).toMatchObject({ faults: [], notes: [expect.stringContaining('另存过')] });
    expect(kinds(verify(record, { ...resaved, sameBytes: true }))).toEqual(['text']);
  });

  test.each<[string, number, (event: CaseEvent) => CaseEvent]>([
    ['a finding', 2, milder],
    ['a decision', 5, (event) => ({ ...event, reason: '另一理由' }) as CaseEvent],
    ['who decided', 1, (event) => ({ ...event, by: { name: '赵六', role: '终审' } })],
    ['who signed', 4, (event) => ({ ...event, by: { name: '孙八', role: '复审' } })],
    ['an opinion', 6, (event) => ({ ...event, opinion: '不同意' }) as CaseEvent],
    ['a time', 3, (event) => ({ ...event, time: '2026-11-01T00:00:00Z' })],
  ])('%s altered: the step is named, signatures from there on are void, earlier ones stand', (_, at, change) => {
    const verified = verify({ ...record, events: altered(events, at, change) }, evidence(SECOND));
    expect(verified.faults[0]).toMatchObject({ kind: 'altered', what: `第 ${at + 1} 步的内容被改动。` });
    const signed = events.flatMap(({ kind }, i) => (kind === 'signed' ? [i < at] : []));
    expect(verified.signatures.map(({ lapsed }) => lapsed === undefined)).toEqual(signed);
  });

  test.each(events.slice(0, -1).map((_, i) => i))('the order of steps %# and the next', (i) => {
    const swapped = [...events];
    [swapped[i], swapped[i + 1]] = [events[i + 1] as CaseEvent, events[i] as CaseEvent];
    expect(kinds(verify({ ...record, events: swapped }, evidence(SECOND)))).toContain('order');
  });

  test.each(events.map((_, i) => i))('step %# deleted, the last one too', (i) => {
    const verified = verify({ ...record, events: without(events, i) }, evidence(SECOND));
    expect(kinds(verified)).toContain('missing');
    expect(i === events.length - 1 || kinds(verified).includes('order')).toBe(true);
  });

  test('any change of any value in any step', () => {
    const leaves: (readonly (string | number)[])[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      if (typeof value === 'object' && value !== null)
        for (const [key, of] of Object.entries(value)) walk(of, [...path, key]);
      else leaves.push(path);
    };
    walk(events, []);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        const copy = structuredClone(events) as unknown as Record<string, unknown>[];
        let holder = copy as unknown as Record<string, unknown>;
        for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
        const last = path.at(-1) as string;
        const before = holder[last];
        holder[last] = typeof before === 'number' ? before + 1 : typeof before === 'boolean' ? !before : `${before}x`;
        expect(chainFaults({ ...record, events: copy as unknown as readonly CaseEvent[] }).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  describe('by one who makes all hashes anew', () => {
    const anew = (changed: readonly CaseEvent[]) => recordOf(rechained(changed));

    test('a finding: what was signed does not fit', () => {
      expect(verify(anew(altered(events, 2, milder)), evidence(SECOND)).faults[0]?.what).toContain('问题清单');
    });
    test('a decision: what was signed does not fit', () => {
      const forged = anew(altered(events, 1, (event) => ({ ...event, reason: '另一理由' }) as CaseEvent));
      expect(verify(forged, evidence(SECOND)).faults[0]?.what).toContain('处理意见');
    });
    test('a decision deleted', () => {
      expect(kinds(verify(anew(without(events, 5)), evidence(SECOND)))).toContain('rule');
    });
    test('a signature deleted', () => {
      expect(kinds(verify(anew(without(events, 3)), evidence(SECOND)))).toContain('rule');
    });
    test('another name under a signature: the code on paper tells', () => {
      const forged = anew(altered(events, 6, (event) => ({ ...event, by: { name: '孙八', role: '终审' } })));
      expect(kinds(verify(forged, evidence(SECOND)))).toEqual([]);
      expect(kinds(verify(forged, evidence(SECOND, { code: codeOf(events[6] as CaseEvent) })))).toEqual(['code']);
    });
    test('the last step cut off: the code on paper tells', () => {
      const cut = anew(events.slice(0, -1));
      expect(kinds(verify(cut, evidence(SECOND, { code: codeOf(events[6] as CaseEvent) })))).toEqual(['code']);
      // An older form is told to be old.
      const older = verify(record, evidence(SECOND, { code: codeOf(events[4] as CaseEvent) }));
      expect([older.faults, older.notes]).toEqual([[], [expect.stringContaining('第 5 步时的')]]);
    });
    test('findings deleted before anybody signed: a new check tells', () => {
      const made = caseOf();
      made.submit(FIRST);
      const bare = altered(made.events, 0, (event) =>
        event.kind === 'submitted' ? { ...event, report: { ...event.report, messages: [] } } : event,
      );
      const verified = verify(anew(bare), evidence(FIRST));
      expect(verified.faults[0]?.what).toContain('重新检查另有 3 条问题');
    });
    test('findings altered before anybody signed: the text and a new check tell', () => {
      const made = caseOf();
      made.submit(FIRST);
      const forged = anew(
        altered(made.events, 0, (event) =>
          event.kind === 'submitted'
            ? {
                ...event,
                report: { ...event.report, messages: event.report.messages.map((m) => ({ ...m, quote: '无事' })) },
              }
            : event,
        ),
      );
      expect(verify(forged, evidence(FIRST)).faults[0]?.what).toContain('与正文对不上');
      expect(verify(anew(altered(made.events, 0, milder)), evidence(FIRST)).faults[0]?.what).toContain(
        '与重新检查所得不同',
      );
    });
  });
});

describe('keys', () => {
  const pair = () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return {
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      seal: (hash: string) => signBytes(null, Buffer.from(hash, 'hex'), privateKey).toString('base64'),
    };
  };
  const key = pair();
  const thief = pair();
  const sealed = (by: string = SIGNERS.初审, using: typeof key | null = key): readonly CaseEvent[] => {
    const made = caseOf();
    made.submit('关于检查的通知\n各乡镇：\n');
    const action: Action = {
      kind: 'signed',
      level: '初审',
      opinion: '同意',
      ...(using && { publicKey: using.publicKey }),
    };
    const { event } = act(made.events, action, { name: by, role: '初审' }, '2026-11-24T09:00:00Z');
    return [...made.events, using ? { ...event, seal: using.seal(event.hash) } : event];
  };
  const roster = [
    { name: '李四', roles: ['初审'], publicKey: key.publicKey },
    { name: '王五', roles: ['复审'] },
  ];
  const kinds = (events: readonly CaseEvent[], more: Partial<Evidence> = { roster }) =>
    verify(recordOf(events), { isSealGood, ...more }).faults.map(({ kind }) => kind);

  test('the key of the roster is good', () => expect(kinds(sealed())).toEqual([]));
  test('another key, no key, another person', () => {
    expect(kinds(sealed('李四', thief))).toEqual(['roster']);
    expect(kinds(sealed('李四', null))).toEqual(['roster']);
    expect(kinds(sealed('王五'))).toEqual(['roster']);
    // Without a roster nobody can know.
    expect(kinds(sealed('李四', thief), {})).toEqual([]);
  });
  test('a seal of something else, taken off, or no seal at all', () => {
    const [first, last] = sealed() as [CaseEvent, CaseEvent];
    expect(kinds([first, { ...last, seal: key.seal(first.hash) }])).toEqual(['seal']);
    expect(kinds([first, { ...last, seal: '乱写' }])).toEqual(['seal']);
    const { seal: _, ...bare } = last;
    expect(kinds([first, bare])).toEqual(['seal']);
  });
  test('all hashes made anew: the seal does not fit any more', () => {
    const forged = rechained(
      altered(sealed(), 0, (event) => (event.kind === 'submitted' ? { ...event, fields: { 来源: '伪造' } } : event)),
    );
    expect(kinds(forged)).toEqual(['seal']);
  });
});

describe('the form', () => {
  const { events, state } = approved();
  test('shows every finding, answer, signature and code; the same case gives the same bytes', async () => {
    const bytes = await form(state(), events, rules);
    expect(Buffer.compare(bytes, await form(replay(events), events, rules))).toBe(0);
    const { text } = await readDocument(bytes, { name: '登记表.docx', context });
    for (const part of ['三审三校登记表', '李四', '王五', '赵六', '豫政办【[2021]】8号', '澠池', '照录原件', '审定'])
      expect(text).toContain(part);
    for (const event of events) if (event.kind === 'signed') expect(text).toContain(codeOf(event));
    for (const line of historyOf(events)) expect(text).toContain(line);
  });
  test('says this, line by line, but for the findings', async () => {
    const { text } = await readDocument(await form(state(), events, rules), { name: '登记表.docx', context });
    const words = text.replace(/[0-9a-f]{64}/gu, '〔摘要〕').replace(/[0-9a-f]{4}(?:-[0-9a-f]{4}){4}/gu, '〔码〕');
    const lines = words.split(/\n+/u).filter((line) => line !== '' && !line.includes('规则 '));
    const findings = lines.findIndex((line) => line.startsWith('序号'));
    expect(lines.slice(0, findings + 1)).toEqual([
      '三审三校登记表',
      '编号\t\t状态\t审定',
      '标题\t关于检查的通知',
      '文件\t通知.txt\t字数\t45',
      '来源\t\t发文字号\t',
      '拟发布平台\t\t拟发布栏目\t',
      '拟稿人\t张三\t联系电话\t',
      '校对\t一校：＿＿＿＿　二校：＿＿＿＿　三校：＿＿＿＿',
      '是否涉密\t\t保密审查人\t',
      '是否含个人信息\t\t附件\t',
      '机器检查结论\t正文现有错误 1，警告 0，提示 0，其中单项否决 0；累计已改 2，保留 1，未处理 0。',
      '初审\t□ 文字、标点、数字　□ 人名、地名、机关名称　□ 格式、附件齐全',
      '意见：同意',
      '签名：李四　　时间：2026-11-24 16:03（北京时间）',
      '签名码：〔码〕',
      '复审\t□ 事实、数据　□ 政策、法规引用　□ 个人信息已隐去',
      '意见：同意',
      '签名：王五　　时间：2026-11-24 16:04（北京时间）',
      '签名码：〔码〕',
      '终审\t□ 政治表述　□ 保密审查　□ 发布时机与范围',
      '意见：同意',
      '签名：赵六　　时间：2026-11-24 16:06（北京时间）',
      '签名码：〔码〕',
      '发布人\t\t发布时间\t',
      '发布网址\t',
      '更正撤稿记录\t',
      '正文摘要\tSHA-256：〔摘要〕',
      '校验码\t〔码〕（第 7 步）',
      '问题处理',
      '序号\t级别\t位置\t原文\t问题与建议\t处理',
    ]);
    const history = lines.indexOf('经过');
    expect(lines.slice(history, history + 9)).toEqual([
      '经过',
      '1．2026-11-24 16:00（北京时间） 张三（拟稿人）提交：通知.txt，45 字，问题 3 条',
      '2．2026-11-24 16:01（北京时间） 张三（拟稿人）保留 1 条：照录原件',
      '3．2026-11-24 16:02（北京时间） 张三（拟稿人）改稿后重新提交：通知.txt，45 字，问题 1 条',
      '4．2026-11-24 16:03（北京时间） 李四（初审）初审签名：同意',
      '5．2026-11-24 16:04（北京时间） 王五（复审）复审签名：同意',
      '6．2026-11-24 16:05（北京时间） 赵六（终审）保留 1 条：照录原件',
      '7．2026-11-24 16:06（北京时间） 赵六（终审）终审签名：同意',
      '没有检查的',
    ]);
    expect(lines.slice(-3)).toEqual([
      '签名码与校验码证明什么',
      '签名码、校验码由正文、问题、处理意见、签名和此前各步算出，其中任何一项改动，用 gongwen-lint review verify 核对即可发现；核对时以本表所印校验码为准（--code）。',
      '没有用密钥的签名，只证明签名之后内容未改，不证明签名的是本人：请本人在本表上手签。“（密钥签名）”另证明签名时用了名册里该人的密钥。',
    ]);
  });
  test('a finding’s row has its level, place, words, advice, basis and outcome', async () => {
    const { text } = await readDocument(await form(state(), events, rules), { name: '登记表.docx', context });
    expect(text).toContain('1\t错误\t第2行第6列\t根据豫政办【[2021]】8号要求，');
    expect(text).toContain('\n建议：〔2021〕\n依据：');
    expect(text).toContain('\t保留：照录原件。赵六（终审）');
    expect(text).toContain('\t已改：第 3 步的正文里已没有。张三（拟稿人）');
  });
  test('leaves blank what is to be written by hand, and shows fields of one’s own', async () => {
    const { document, report } = checked('关于检查的通知\n各单位。\n');
    const action: Action = { kind: 'submitted', document, report, fields: { 编号: '7', 一校: '钱七', 备注: '急' } };
    const { event, now } = act([], action, AUTHOR, '2026-11-24T08:00:00Z');
    const { text } = await readDocument(await form(now, [event], rules), { name: '登记表.docx', context });
    for (const part of [
      '编号\t7\t状态\t待初审',
      '一校：钱七　二校：＿＿＿＿　三校：＿＿＿＿',
      '备注\t急',
      '意见：□ 同意　□ 退回修改　□ 不予发布\n签名：＿＿＿＿＿＿＿　　时间：＿＿＿＿＿＿＿',
      '没有发现问题。',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('序号');
  });
  test('a lapsed signature stands as lapsed', async () => {
    const made = approved();
    made.submit(`${SECOND}又及。\n`);
    const { text } = await readDocument(await form(made.state(), made.events, rules), { name: '登记表.docx', context });
    expect(text).toContain('的签名已失效：第 8 步（张三）改动了正文');
    expect(text.match(/意见：□ 同意/gu)).toHaveLength(3);
    expect(formFields(made.state(), made.events, rules)).toMatchObject({ 终审人: '', 状态: '待初审' });
  });
  test('nothing that a record says can be markup or steer the reader', async () => {
    const made = caseOf();
    const { document, report } = checked(FIRST);
    const evil = `</w:t><w:p>\u202e\u0000&"'`;
    const action: Action = {
      kind: 'submitted',
      document: { ...document, name: evil },
      report,
      fields: { [evil]: evil },
    };
    const { event, now } = act([], action, { name: evil, role: evil }, '2026-11-24T08:00:00Z');
    expect(made.events).toEqual([]);
    const { text } = await readDocument(await form(now, [event], rules), { name: '登记表.docx', context });
    expect(text).toContain('</w:t><w:p>⟨U+202E⟩⟨U+0000⟩&"\'');
  });
  test('of more findings than anybody reads on paper the rest is told', async () => {
    const { document, report } = checked(FIRST);
    const [first] = report.messages;
    const messages = Array.from({ length: 1_001 }, (_, i) => ({
      ...(first as NonNullable<typeof first>),
      fingerprint: `${i}`,
    }));
    const action: Action = { kind: 'submitted', document, report: { ...report, messages }, fields: {} };
    const { event, now } = act([], action, AUTHOR, '2026-11-24T08:00:00Z');
    const { text } = await readDocument(await form(now, [event], rules), { name: '登记表.docx', context });
    expect(text).toContain('共 1001 条，本表只列前 1000 条');
    expect(text.match(/未处理\n|未处理\t|未处理$/gmu)?.length).toBe(1_000);
  });
});
