import { definePlanting, draw } from '../../workshop/planting/planting.js';

const WORDS = /(?<=[，。])\p{Script=Han}{4,10}(?=[，。])/gu; // ，加强组织领导，
const LOST = ['锟斤拷', '锟斤拷锟斤拷', '\ufffd\ufffd', '烫烫烫'] as const;
const READ_AS = ['gb18030', 'latin1'] as const;

export default definePlanting({
  title: '分句按错误的编码重新解码，或换成锟斤拷、替换符',
  plant(text, random) {
    const found = draw([...text.matchAll(WORDS)], random);
    if (!found) return undefined;
    const range = { start: found.index, end: found.index + found[0].length };
    const label = draw(READ_AS, random) ?? 'gb18030';
    const misread = new TextDecoder(label).decode(new TextEncoder().encode(found[0]));
    return { range, text: draw([misread, misread, draw(LOST, random) ?? '锟斤拷'], random) ?? misread };
  },
});
