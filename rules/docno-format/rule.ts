import { defineRule, type Finding } from '../../src/rule/rule.js';
import { type DocNumber, docNumbers } from '../../src/views/names/doc-numbers.js';

/** Before the format standard took hold, [1998] was the usual way. */
const FORMAT_SINCE = 2001;

// 民终字, 仲案字, 不赔字: numbers of cases, in the form of their own that courts and arbitrators use.
const CASE = /(?:[终初再申监执辖破裁仲案赔诉民刑行罚复]字|[终初再申])$/u;

const century = (year: string): string => (Number(year) < 50 ? `20${year}` : `19${year}`);

function* faultsOf(no: DocNumber, after: string): Iterable<Finding> {
  const { open, close, year, serial, bracketRange, serialRange } = no;
  const bracketsWrong = open !== '〔' || close !== '〕';
  if (year.length === 2)
    yield {
      range: bracketRange,
      message: `发文字号“${open}${year}${close}”的年份应用四位数字写全，并括入六角括号“〔〕”。`,
      suggest: [`〔${century(year)}〕`],
      fix: 'suggest',
    };
  else if (bracketsWrong)
    yield {
      range: bracketRange,
      message: `发文字号“${open}${year}${close}”的年份应用六角括号“〔〕”，不用“${open}${close}”。`,
      suggest: [`〔${year}〕`],
    };
  if (no.ordinal !== '' && !/[令告]$/u.test(no.organ))
    yield {
      range: { start: serialRange.start - 1, end: serialRange.start },
      message: `发文字号的顺序号“${serial}”前不加“第”字。`,
      suggest: [''],
      ...(no.organ.endsWith('字') && { severity: 'info' as const, fix: 'suggest' as const }),
    };
  if (serial.length > 1 && serial.startsWith('0') && Number(serial) > 0)
    yield {
      range: serialRange,
      message: `发文字号的顺序号“${serial}”不编虚位，应为“${Number(serial)}”。`,
      suggest: [String(Number(serial))],
    };
  if (no.suffix === '' && year.length === 4 && serial.length < 5 && /^[）)》，。；]/u.test(after))
    yield {
      range: serialRange,
      message: `发文字号的顺序号“${serial}”后缺“号”字。`,
      suggest: [`${serial}号`],
      severity: 'warning',
      fix: 'suggest',
    };
}

export default defineRule({
  id: 'docno-format',
  title: '发文字号格式',
  severity: 'error',
  fix: 'safe',
  basis: [
    { standard: 'GB/T 9704-2012', clause: '7.2.5', verified: true },
    { standard: 'GB/T 15834-2011', clause: '4.9.3.4', verified: true },
  ],
  why: '年份用四位阿拉伯数字、六角括号“〔〕”括入；顺序号不加“第”字，不编虚位。写法不规范的字号无法检索、核对。',
  examples: [
    {
      bad: '（三政办明电{{【2022】}}14号）',
      fixed: '（三政办明电〔2022〕14号）',
      message: '发文字号“【2022】”的年份应用六角括号“〔〕”，不用“【】”。',
    },
    {
      bad: '按照豫政办{{[2021]}}{{第}}{{008}}号要求',
      fixed: '按照豫政办〔2021〕8号要求',
      message: [
        '发文字号“[2021]”的年份应用六角括号“〔〕”，不用“[]”。',
        '发文字号的顺序号“008”前不加“第”字。',
        '发文字号的顺序号“008”不编虚位，应为“8”。',
      ],
    },
    {
      bad: '《关于做好春节期间工作的通知》（国办发{{〔21〕}}3号）',
      fixed: '《关于做好春节期间工作的通知》（国办发〔2021〕3号）',
      fix: 'suggest',
      message: '发文字号“〔21〕”的年份应用四位数字写全，并括入六角括号“〔〕”。',
    },
    {
      bad: '《关于加强管理的通知》（国办发〔2021〕{{30}}）',
      fixed: '《关于加强管理的通知》（国办发〔2021〕30号）',
      severity: 'warning',
      fix: 'suggest',
      message: '发文字号的顺序号“30”后缺“号”字。',
    },
    {
      bad: '《关于促进发展的若干意见》（国发{{（2011）}}12号）',
      fixed: '《关于促进发展的若干意见》（国发〔2011〕12号）',
    },
    {
      bad: '（国发{{[1998]}}5号）',
      fixed: '（国发〔1998〕5号）',
      severity: 'info',
      fix: 'suggest',
      because: '旧时通行方括号，仅提示',
    },
    { good: '（国办函〔2020〕109号）' },
    { good: '刑事判决书（2019）豫12刑终34号', because: '案号的法院代字在年份之后，不是发文字号' },
    { good: '最高人民法院（2022）最高法民申1号民事裁定书' },
    { good: '《地名管理条例》（国务院令第753号）', because: '令的编号用“第”' },
    { good: '镇劳人仲案字［2016］第52号仲裁裁决', because: '仲裁案号' },
    { good: '财政部公告2023年第5号' },
    { good: '国办发〔2021〕30', because: '行末截断，看不出缺“号”' },
    { good: '该研究[12]3次提到', because: '文献序号' },
    {
      bad: '国发{{〔98〕}}5号和国发{{[00]}}6号',
      fixed: '国发〔1998〕5号和国发〔2000〕6号',
      severity: ['info', 'error'],
      fix: 'suggest',
      because: '旧时通行两位年份，仅提示',
    },
    {
      bad: '（渑教字〔2021〕{{第}}5号）',
      fixed: '（渑教字〔2021〕5号）',
      severity: 'info',
      fix: 'suggest',
      because: '代字以“字”结尾的旧式字号，仅提示',
    },
    {
      bad: '（国办发{{〔2021）}}30号）和（国办发{{（2021〕}}31号）',
      fixed: '（国办发〔2021〕30号）和（国办发〔2021〕31号）',
    },
    {
      bad: '（国办发{{[2000]}}3号）和（国办发{{[2001]}}3号）',
      fixed: '（国办发〔2000〕3号）和（国办发〔2001〕3号）',
      severity: ['info', 'error'],
      fix: ['suggest', 'safe'],
      because: '现行格式以前的仅提示',
    },
    { good: '（国令〔2021〕第5号）', because: '令的编号用“第”' },
    { good: '（国办发〔2021〕0号）', because: '空号，不是虚位' },
    { good: '（国办发〔2021〕12345）', because: '五位数不像顺序号' },
  ],

  *check(doc) {
    for (const no of docNumbers(doc)) {
      if (CASE.test(no.organ)) continue;
      const old = no.year.length === 4 ? Number(no.year) < FORMAT_SINCE : Number(no.year) >= 50;
      for (const finding of faultsOf(no, doc.text.charAt(no.range.end)))
        yield old ? { ...finding, severity: 'info', fix: 'suggest' } : finding;
    }
  },
});
