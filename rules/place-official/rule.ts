import { defineRule } from '../../src/rule/rule.js';
import { groupBy } from '../../src/text/group.js';
import { placeMentions } from '../../src/views/names/places.js';

export default defineRule({
  id: 'place-official',
  title: '地名不是标准地名',
  severity: 'warning',
  fix: 'suggest',
  basis: [
    { standard: '地名管理条例', clause: '第十八条', verified: true },
    { standard: '地名管理条例', clause: '第十五条', verified: true },
  ],
  why: '公文和政府网站必须使用标准地名；行政区划名录里没有的写法，多半是形近字或繁体字。',
  examples: [
    {
      bad: '{{浉池}}县人民政府办公室文件',
      fixed: '渑池县人民政府办公室文件',
      message: '地名“浉池县”应为“渑池县”（区划代码411221），行政区划中没有这个名称。',
      profile: { region: '411200' },
    },
    { bad: '三门峡市{{浉池}}县人民政府', fixed: '三门峡市渑池县人民政府' },
    {
      bad: '{{澠池}}县人民政府办公室文件',
      fixed: '渑池县人民政府办公室文件',
      message: '地名“澠池县”应为“渑池县”（区划代码411221），含有繁体字或异体字。',
    },
    { bad: '河南省{{澠池}}县', fixed: '河南省渑池县' },
    { bad: '惠州市{{惠域}}区人民政府', fixed: '惠州市惠城区人民政府', because: '惠阳区也只差一字，形近的只有惠城区' },
    { bad: '河南省{{浉池}}县公安局', fixed: '河南省渑池县公安局' },
    { bad: '河南省信阳市{{狮河}}区人民检察院', fixed: '河南省信阳市浉河区人民检察院' },
    { bad: '广东省{{惠莱}}县税务机关', fixed: '广东省惠来县税务机关' },
    { bad: '云浮市{{有南}}县人民政府', fixed: '云浮市郁南县人民政府', because: '益阳另有南县，此处不是' },
    { good: '洛阳市老城区人民政府、益阳市南县人民政府、运城市主城区管理办公室' },
    { good: '广西壮族自治区龙胜县委', because: '龙胜各族自治县的习惯简称，不是龙州县' },
    { bad: '会议在{{浉池}}县召开', fixed: '会议在渑池县召开', because: '形近的县全国只有一个' },
    {
      good: '文明市民、合理市值、顺应区域发展，为了完成丰县政府的要约',
      because: '一般词语，不是文昌市、会理市、顺庆区、咸丰县',
    },
    { good: '日本石川县珠洲市' },
    {
      bad: '会议在{{城步苗族白治县}}召开',
      fixed: '会议在城步苗族自治县召开',
      message: '地名“城步苗族白治县”应为“城步苗族自治县”（城步苗族自治县，区划代码430529），行政区划中没有这个名称。',
    },
    { bad: '在{{昌江犁族}}自治县境内', fixed: '在昌江黎族自治县境内' },
    { bad: '本市海曙区、江北区、{{鄯州}}区内', fixed: '本市海曙区、江北区、鄞州区内', because: '同列的区县同属一市' },
    { good: '渝中区、江北区、鄯州区', because: '鄞州区属宁波市，与所列的区不在一处' },
    { good: '少数民族区域自治，各自治县、村民自治县域试点' },
    { good: '睛河县人民政府办公室文件', because: '清河、精河都形近，不知地域就不猜' },
    { good: '日本宫城县、福岛县、冲绳县' },
    { good: '信阳市浉河区人民政府' },
    { good: '三门峡市所辖各县区，全县、我县、贫困县、该市、城区、社区、园区、开发区', profile: { region: '411200' } },
    { good: '超市、股市、门市、上市公司、城市社区、山区、老区、经济特区', profile: { region: '411200' } },
    { good: '原陕县人民政府', profile: { region: '411200' } },
  ],

  *check(doc) {
    for (const [name, mentions] of groupBy(placeMentions(doc), (mention) => mention.place.name)) {
      // More than one spelling is place-consistency's.
      const spellings = new Set(
        mentions.map((mention) => (mention.kind === 'exact' ? mention.place.stem : mention.text)),
      );
      if (spellings.size > 1) continue;
      for (const { kind, range, text, suffix, standard, place } of mentions) {
        if (kind === 'exact') continue;
        const hint = kind === 'variant' ? '，含有繁体字或异体字' : '，行政区划中没有这个名称';
        yield {
          range,
          message: `地名“${text}${suffix}”应为“${standard}${suffix}”（${suffix === '' ? `${name}，` : ''}区划代码${place.code}）${hint}。`,
          suggest: [standard],
        };
      }
    }
  },
});
