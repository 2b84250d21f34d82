import { defineRule } from '../../src/rule/rule.js';
import { type BookTitle, bookTitles } from '../../src/views/language/book-titles.js';

/** A title longer than this has lost its end. */
const MAX_TITLE = 200;
/** 《甲法、《乙法》: the first has lost its closing mark, for a title lists no titles side by side with itself. */
const SIDE_BY_SIDE = /[》〉、，；。：\n]$/u;

/** Whether the outer pair is one title that names the inner one, and not two of which a half is lost. */
const names = (text: string, outer: BookTitle, inner: BookTitle): boolean =>
  outer.text.length <= MAX_TITLE && !SIDE_BY_SIDE.test(text.slice(outer.range.start + 1, inner.range.start));

export default defineRule({
  id: 'punct-nested-title',
  title: '书名号里再用书名号',
  severity: 'warning',
  fix: 'safe',
  basis: [{ standard: 'GB/T 15834-2011', clause: '4.15.3.5', verified: true }],
  why: '书名号里还要用书名号时，外面一层用双书名号，里面一层用单书名号，读者才分得清哪一个是全名。',
  examples: [
    {
      bad: '转发《关于印发{{《政务公开办法》}}的通知》的要求',
      fixed: '转发《关于印发〈政务公开办法〉的通知》的要求',
      message: '“《政务公开办法》”在书名号之内，应用单书名号，改为“〈政务公开办法〉”。',
    },
    {
      bad: '《关于修改{{《管理条例》}}和{{《实施细则》}}的决定》已经公布。',
      fixed: '《关于修改〈管理条例〉和〈实施细则〉的决定》已经公布。',
    },
    { good: '《关于印发〈政务公开办法〉的通知》（国办发〔2020〕1号）' },
    { good: '《政务公开办法》《实施细则》均已公布。' },
    { good: '《关于转发〈关于印发《政务公开办法》的通知〉的通知》', because: '第三层又用双书名号' },
    { good: '《甲办法、《乙办法》》', because: '前一个书名号像是漏了后一半' },
    { good: '《关于印发〈《政务公开办法》〉的通知》', because: '第三层又用双书名号' },
  ],

  *check(doc) {
    const { text } = doc;
    const open: BookTitle[] = [];
    for (const title of bookTitles(doc)) {
      open.length = title.depth;
      const outer = open.at(-1);
      open.push(title);
      const isDouble = (t: BookTitle): boolean => text.charAt(t.range.start) === '《';
      if (!outer || title.depth % 2 === 0 || !isDouble(outer) || !isDouble(title)) continue;
      if (!names(text, outer, title)) continue;
      yield {
        range: title.range,
        message: `“《${title.text}》”在书名号之内，应用单书名号，改为“〈${title.text}〉”。`,
        suggest: [`〈${title.text}〉`],
      };
    }
  },
});
