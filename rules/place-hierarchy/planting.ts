import { definePlanting, draw } from '../../workshop/planting/planting.js';

const PAIR = /\p{Script=Han}{2}省\p{Script=Han}{2}市/gu; // 湖南省长沙市

const WRONG = [
  '湖北省张家界市',
  '四川省重庆市',
  '河南省徐州市',
  '山东省南通市',
  '江苏省义乌市',
  '广东省桂林市',
  '陕西省运城市',
  '江西省黄山市',
  '贵州省曲靖市',
  '洛阳市渑池县',
  '杭州市昆山市',
  '南京市海淀区',
  '广州市罗湖区',
  '长沙市江夏区',
];

export default definePlanting({
  title: '省市名换成不相隶属的一对',
  plant(text, random) {
    const found = draw([...text.matchAll(PAIR)], random);
    const wrong = draw(WRONG, random);
    if (!found || wrong === undefined) return undefined;
    return { range: { start: found.index, end: found.index + found[0].length }, text: wrong };
  },
});
