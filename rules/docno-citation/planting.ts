import { definePlanting, draw } from '../../workshop/planting/planting.js';

const TITLES = [
  '关于进一步加强城市消防安全工作的通知',
  '关于做好秋季造林绿化工作的意见',
  '某省人民政府办公厅关于印发节约用水管理办法的通知',
  '关于开展农村公路养护示范创建活动的通知',
  '某市人民政府关于加快推进现代物流业发展的若干意见',
];
const ORGANS = ['国办发', '国发', '豫政办', '财综', '国办函'];

export default definePlanting({
  title: '文中两处引用，同一标题配两个字号或同一字号配两个标题',
  plant(text, random) {
    const breaks = [...text.matchAll(/[，；。]/gu)].map(({ index }) => index);
    const first = draw(breaks, random);
    const second = draw(
      breaks.filter((at) => first !== undefined && at > first),
      random,
    );
    const title = draw(TITLES, random);
    const other = draw(
      TITLES.filter((t) => t !== title),
      random,
    );
    const organ = draw(ORGANS, random);
    if (first === undefined || second === undefined || title === undefined || other === undefined) return undefined;
    const year = 2000 + Math.floor(random() * 25);
    const serial = 200 + Math.floor(random() * 100);
    const number = `${organ}〔${year}〕${serial}号`;
    const right = `（《${title}》（${number}））`;
    const [lead, fault, tail] =
      random() < 0.5
        ? [`（《${title}》（`, `${organ}〔${year}〕${serial + 7}号`, '））']
        : ['（', `《${other}》`, `（${number}））`];
    const faultStart = second + right.length + lead.length;
    return {
      range: { start: first, end: second },
      text: right + text.slice(first, second) + lead + fault + tail,
      expected: { start: faultStart, end: faultStart + fault.length },
    };
  },
});
