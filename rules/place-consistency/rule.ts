import { defineRule } from '../../src/rule/rule.js';
import { groupBy } from '../../src/text/group.js';
import { placeMentions } from '../../src/views/names/places.js';

/** Other mentions shown with a finding. */
const MAX_EVIDENCE = 5;

export default defineRule({
  id: 'place-consistency',
  title: '地名前后不一致',
  severity: 'error',
  fix: 'suggest',
  basis: [
    { standard: '地名管理条例', clause: '第十八条', verified: true },
    { standard: '地名管理条例', clause: '第十五条', verified: true },
  ],
  why: '同一份公文里同一地名只能有一种写法，且应是标准地名；形近字、繁体字最容易混进来。',
  examples: [
    {
      bad: '{{澠池}}县人民政府办公室……{{浉池}}县人民政府',
      fixed: '渑池县人民政府办公室……渑池县人民政府',
      message: [
        '地名“澠池县”应为“渑池县”（区划代码411221）；文中另写作“浉池县”，前后不一致。',
        '地名“浉池县”应为“渑池县”（区划代码411221）；文中另写作“澠池县”，前后不一致。',
      ],
    },
    {
      bad: '渑池县人民政府办公室印发《通知》，{{澠池}}各单位遵照执行。',
      fixed: '渑池县人民政府办公室印发《通知》，渑池各单位遵照执行。',
      message: '地名“澠池”应为“渑池”（渑池县，区划代码411221）；文中另写作“渑池县”，前后不一致。',
    },
    { bad: '渑池县人民政府办公室，{{浉池}}县人民政府网站', fixed: '渑池县人民政府办公室，渑池县人民政府网站' },
    {
      bad: '我局会同渑池县人民政府办理，答复已送{{绳池}}县人民法院。',
      fixed: '我局会同渑池县人民政府办理，答复已送渑池县人民法院。',
    },
    { good: '渑池县人民政府办公室……渑池县人民政府' },
    { good: '信阳市浉河区人民政府', because: '“浉”另有其地，不因形近误报' },
    { good: '三门峡市渑池县与信阳市浉河区结对帮扶。' },
    { good: '三门峡市陕州区（原陕县）与渑池县相邻。', because: '旧名是另一个名称，不是另一种写法' },
    { bad: '我县（渑池县）各单位：三门峡市{{澠池}}县公安局', fixed: '我县（渑池县）各单位：三门峡市渑池县公安局' },
  ],

  *check(doc) {
    for (const [name, mentions] of groupBy(placeMentions(doc), (mention) => mention.place.name)) {
      const spellings = new Map(
        mentions.map((m) => [m.kind === 'exact' ? m.place.stem : m.text, `${m.text}${m.suffix}`]),
      );
      if (spellings.size < 2) continue;
      for (const mention of mentions) {
        if (mention.kind === 'exact') continue;
        const others = [...spellings].filter(([text]) => text !== mention.text).map(([, shown]) => shown);
        yield {
          range: mention.range,
          message:
            `地名“${mention.text}${mention.suffix}”应为“${mention.standard}${mention.suffix}”` +
            `（${mention.suffix === '' ? `${name}，` : ''}区划代码${mention.place.code}）；文中另写作“${others.join('”“')}”，前后不一致。`,
          suggest: [mention.standard],
          evidence: mentions
            .filter((other) => other.text !== mention.text)
            .slice(0, MAX_EVIDENCE)
            .map((other) => other.range),
        };
      }
    }
  },
});
