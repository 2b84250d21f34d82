import { misprinted } from '../../workshop/planting/misprint.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';

// 收到政府信息公开申请15件
const STATEMENT =
  /(?<=[。，；\n])(?<head>[^，。；：、（）“”\d\n每各均第]{0,8}(?:收到|受理|办理|办结|答复|公开|发布|推送|召开|举办|开展|组织|培训|印发|检查|接待|处理|查处|完成|建成)[^，。；：、（）“”\d\n每各均第]{4,20}(?<![超近约逾]|超过|达到?近))(?<number>\d{2,6})(?<unit>[件条起份例项人名户家次场期篇]|个(?!工作日|月))(?<after>(?!以上|左右|以下|余|多)\p{Script=Han}{0,6})(?=[，。；])/gu;

export default definePlanting({
  title: '同一句话在后文再说一次，数字错一位、漏一位、颠倒',
  plant(text, random) {
    const found = draw(
      [...text.matchAll(STATEMENT)].filter(({ groups }) => text.split(groups?.head ?? '').length === 2),
      random,
    );
    const { head = '', number = '', unit = '', after = '' } = found?.groups ?? {};
    if (!found) return undefined;
    const ends = [...text.matchAll(/。(?=\n)/gu)].map(({ index }) => index + 1).filter((end) => end > found.index);
    // The first of them ends the paragraph of the statement itself.
    const end = draw(ends.slice(1), random);
    if (end === undefined) return undefined;
    const opening = draw(['', '全年', '截至目前，', '其中'], random) ?? '';
    const wrong = misprinted(number, random);
    const start = end + opening.length + head.length;
    return {
      range: { start: end, end },
      text: `${opening}${head}${wrong}${unit}${after}。`,
      expected: { start, end: start + wrong.length },
    };
  },
});
