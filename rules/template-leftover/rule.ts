import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import type { Range } from '../../src/text/range.js';

// What a template says to its writer: （此处填写单位名称）, 点击此处输入文字, 【待补充】, {{title}}
const INSTRUCTION =
  /[（(【[](?:请?在?此处(?:请?[填写输键插添][^）)】\]\n]{0,30})?|请?(?:填写|填入)[^）)】\]\n]{1,30}|待(?:补充|定|填|完善|核实|确认))[）)】\]]|(?:点击|单击|请在)此处(?:输入|键入|添加|填写)(?:文字|标题|内容|文本)?|\{\{[^{}\n]{0,40}\}\}|\$\{[^{}\n]{1,40}\}/gu;

// Lorem ipsum; apart from the others, for to tell no cases apart is dear
const LOREM = /\b[Ll](?:orem|OREM) [Ii](?:psum|PSUM)\b/gu;

// What a model says of its layout: （宋体加粗小四号字）, （黑体三号，居中）
const LAYOUT =
  /[（(](?:仿宋|宋体|黑体|楷体|小标宋|方正)[^（）()\n]{0,16}(?:号字?|加粗|居中|顶格|行距|磅)[^（）()\n]{0,12}[）)]/gu;

// 单位：0万元
const FILLED_UNIT = /单位[:：]0(?:[万亿]?元|件|人)/gu;

// XX县, ××局, XX单位, and no masking of a name: 王××
const STAND_IN =
  /(?<![\w×*])(?:X{2,4}|×{2,4})(?=(?:省|市|县|区|镇|乡|村|街道|局|委|厅|办|单位|部门|公司|学校|人民政府))/gu;

// 2022年XX月XX日, 2022年 月 日
const BLANK_DATE = /(?<!\d)20\d{2}年(?:[X×]{1,2}月[X×]{1,2}日|[ \u3000]{1,6}月[ \u3000]{1,6}日)/gu;

// 联系电话：0830-xxxxxx; what it may begin with is asked before it looks back
const BLANK_PHONE = /(?=[0xX×])(?<=电话.{0,4})(?:0\d{2,3}[-—－])?[xX×]{6,8}(?![\w×])/gu;

/** A form or a masked text has its blanks all over; what was forgotten stands once or twice. */
const MAX_LEFTOVERS = 2;
const BLANK = /[X×＊*]{2,8}|某某|_{3,40}|[ \u3000]月[ \u3000]/gu; // ××, ____

// Texts that have blanks of right: forms, models and how to fill them in, masked cases
const OF_RIGHT =
  /(?:样式|格式|模板|范本|示范文本|示例|样本|填写说明|填表|申请表|登记表|审批表|承诺书|委托书|被告人|原告|被告|犯罪嫌疑人|被执行人|申诉人|上诉人|化名)/u;

/** 以“XX报”为名, 比如××省: a name meant to stand for others. */
function isExample(text: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  if (/(?:比如|例如|诸如)[，：]?$/u.test(before)) return true;
  return before.lastIndexOf('“') > before.lastIndexOf('”') && text.slice(end, end + 24).includes('”');
}

function* foundBy(pattern: RegExp, doc: Document, says: (quote: string) => string): Iterable<Finding> {
  for (const match of doc.text.matchAll(pattern)) {
    const range = { start: match.index, end: match.index + match[0].length };
    if (!isExample(doc.text, range)) yield { range, message: says(match[0]) };
  }
}

export default defineRule({
  id: 'template-leftover',
  title: '模板文字未替换',
  severity: 'warning',
  fix: 'none',
  basis: [{ standard: '公文处理工作条例', clause: '第九条', verified: true }],
  why: '套用模板时没有填写的空项、提示语一旦公开，说明文稿未经校核；请补上真实内容。',
  examples: [
    { bad: '联系人：{{（此处填写姓名）}}', message: '“（此处填写姓名）”是模板中的提示语，没有替换成实际内容。' },
    { bad: '{{点击此处输入文字}}' },
    { bad: '三、下一步打算{{（待补充）}}' },
    {
      bad: '一、总体情况{{（宋体加粗小四号字）}}',
      message: '“（宋体加粗小四号字）”是模板中关于字体字号的说明，没有删去。',
    },
    { bad: '本年收费金额（{{单位：0万元}}）', message: '“单位：0万元”中的0是套用模板时误填的。' },
    { bad: '现将{{××}}县2022年工作情况报告如下。', message: '“××”是模板中的空项，没有填写实际名称。' },
    { bad: '请于{{2022年XX月XX日}}前报送。', message: '日期“2022年XX月XX日”没有填写完整。' },
    { bad: '某某局\n{{2023年　月　日}}' },
    { bad: '联系电话：{{0830-xxxxxx}}', message: '电话号码“0830-xxxxxx”没有填写。' },
    { bad: '{{lorem ipsum}} dolor sit amet' },
    { good: '被告人王××在××县××镇将他人打伤。', because: '隐去姓名、地名的案例' },
    { good: '一些账号以“XX报”“XX局”为名发布信息，比如××省。' },
    { good: '附件：申请表\nXX市XX局：\n2023年　月　日', because: '表格样式' },
    { good: '王××、138****1234、6222 XXXX XXXX 1234' },
    { good: '该事项待补充调查后再予认定，待定情形除外。' },
    { good: '公文格式：标题（方正小标宋二号字，居中），正文（仿宋三号字）' },
    { good: '本年收费金额（单位：万元）；标题（方正小标宋）' },
    { good: '尺码XXL、XX染色体、第XX届' },
    { bad: '{{××}}县“已公布”名单' },
    { good: '例如××省', because: '举例' },
    { good: '现将××县××局××乡情况报告如下。', because: '处处是空项，是样稿' },
  ],

  *check(doc) {
    for (const pattern of [INSTRUCTION, LOREM])
      yield* foundBy(pattern, doc, (quote) => `“${quote}”是模板中的提示语，没有替换成实际内容。`);
    yield* foundBy(FILLED_UNIT, doc, (quote) => `“${quote}”中的0是套用模板时误填的。`);
    if (OF_RIGHT.test(doc.text)) return;
    yield* foundBy(LAYOUT, doc, (quote) => `“${quote}”是模板中关于字体字号的说明，没有删去。`);
    if ((doc.text.match(BLANK)?.length ?? 0) > MAX_LEFTOVERS) return;
    yield* foundBy(STAND_IN, doc, (quote) => `“${quote}”是模板中的空项，没有填写实际名称。`);
    yield* foundBy(BLANK_DATE, doc, (quote) => `日期“${quote}”没有填写完整。`);
    if (doc.text.includes('电话')) yield* foundBy(BLANK_PHONE, doc, (quote) => `电话号码“${quote}”没有填写。`);
  },
});
