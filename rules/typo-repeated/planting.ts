import { definePlanting, draw } from '../../workshop/planting/planting.js';

const WORDS =
  /进行|工作|加强|公开|服务|提高|落实|实施|情况|部门|推进|建设|要求|管理|发展|单位|制度|信息|人员|应当|申请|处理/gu; // 工作
const PARTICLES = /[的了和与在将被]/gu; // 的

export default definePlanting({
  title: '常用双音词、虚词重写一遍',
  plant(text, random) {
    const found = draw([...text.matchAll(draw([WORDS, PARTICLES], random) ?? WORDS)], random);
    if (!found) return undefined;
    const range = { start: found.index, end: found.index + found[0].length };
    return { range, text: found[0].repeat(2) };
  },
});
