import { definePlanting, draw } from '../../workshop/planting/planting.js';

// 2011年下半年, 2023年政务公开; 受理4件申请
const WITH_UNIT =
  /(?<![\d.\-—–－~～至/A-Za-z〔[(（#号第款型])(?:19[5-9]|20[0-4])\d(?<year>年)(?=以来|全年|上半年|下半年|第[一二三四]季度|度政府|度部门|政府信息|政务信息|政务公开|依托|我[局县市区镇乡办委院厅])|(?<=(?:受理|收到|办结|办理|答复|发布|公开|制发|印发|召开|开展|举办|组织)(?:了|各类|共|共计)?)\d{1,6}(?<classifier>[件条次场个])(?=依申请|申请|政府信息|信息|文件|提案|建议|会议|培训|活动)/dgu;

export default definePlanting({
  title: '删去年份的“年”，或数字后的量词',
  inTable: true,
  plant(text, random) {
    const found = draw([...text.matchAll(WITH_UNIT)], random);
    const place = found?.indices?.groups?.year ?? found?.indices?.groups?.classifier;
    return place ? { range: { start: place[0], end: place[1] }, text: '' } : undefined;
  },
});
