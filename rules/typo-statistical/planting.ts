import { definePlanting, draw } from '../../workshop/planting/planting.js';

/** What input methods offer beside the word that was meant. */
const SLIPS: readonly (readonly [right: string, wrong: string])[] = [
  ['领导', '领到'],
  ['规定', '规订'],
  ['建设', '建社'],
  ['管理', '管里'],
  ['责任', '则任'],
  ['落实', '落时'],
  ['工作', '公作'],
  ['部门', '部们'],
  ['企业', '企页'],
  ['服务', '服物'],
  ['发展', '发占'],
  ['组织', '组只'],
  ['安全', '安权'],
  ['政府', '政付'],
  ['实施', '实时'],
  ['监督', '监毒'],
  ['检查', '捡查'],
  ['经济', '经计'],
  ['标准', '标谁'],
  ['项目', '顶目'],
  ['机制', '机智'],
  ['职责', '直责'],
  ['条例', '条列'],
  ['措施', '错施'],
  ['规划', '桂花'],
  ['编制', '贬值'],
  ['审批', '身披'],
  ['支持', '智齿'],
  ['履行', '旅行'],
  ['依法', '一法'],
  ['保障', '保长'],
  ['环境', '环静'],
  ['技术', '计术'],
  ['教育', '交育'],
  ['公开', '公升'],
  ['符合', '附合'],
  ['申请', '审请'],
  ['资金', '资今'],
  ['生产', '升产'],
  ['质量', '制量'],
];

export default definePlanting({
  title: '常用词打成同音、近音、形近的字',
  plant(text, random) {
    const slip = draw(SLIPS, random);
    if (!slip) return undefined;
    const [right, wrong] = slip;
    const places: number[] = [];
    for (let at = text.indexOf(right); at >= 0; at = text.indexOf(right, at + 1)) places.push(at);
    const start = draw(places, random);
    return start === undefined ? undefined : { range: { start, end: start + right.length }, text: wrong };
  },
});
