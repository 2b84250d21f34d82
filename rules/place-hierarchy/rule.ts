import type { Place } from '../../src/dictionary/gazetteer.js';
import type { Document } from '../../src/document/document.js';
import { defineRule, type Finding } from '../../src/rule/rule.js';
import { numberOf } from '../../src/text/numerals.js';
import { places } from '../../src/views/names/place-index.js';
import { type PlaceMention, placeMentions } from '../../src/views/names/places.js';

const RANK: Readonly<Record<Place['level'], number>> = { 省级: 0, 地级: 1, 县级: 2 };

/** Prefectures governed by a prefecture: 伊犁哈萨克自治州 has 塔城地区 and 阿勒泰地区. */
const GOVERNED: ReadonlyMap<string, readonly string[]> = new Map([['6540', ['6542', '6543']]]);

const significant = ({ code, level }: Place): string => code.slice(0, level === '省级' ? 2 : level === '地级' ? 4 : 6);

const isUnder = (lower: Place, upper: Place): boolean =>
  RANK[lower.level] > RANK[upper.level] &&
  [significant(upper), ...(GOVERNED.get(significant(upper)) ?? [])].some((code) => lower.code.startsWith(code));

const inForce = ({ until }: Place): boolean => until === '';

/** The year in which the last time ended that the one was under the other; undefined where it never was. */
function yearOfParting(lowers: readonly Place[], uppers: readonly Place[]): number | undefined {
  const years = lowers.flatMap((lower) =>
    uppers.filter((upper) => isUnder(lower, upper)).map((upper) => partedIn(lower, upper)),
  );
  return years.length > 0 ? Math.max(...years) : undefined;
}

const partedIn = (lower: Place, upper: Place): number =>
  Math.min(...[lower, upper].map(({ until }) => (until === '' ? Number.POSITIVE_INFINITY : Number(until.slice(0, 4)))));

/** The earliest year that the text names, for what it tells of; later than any where it names none. */
const earliestYear = (text: string): number =>
  [...text.matchAll(YEAR)].reduce((earliest, [year]) => Math.min(earliest, numberOf(year)), 9999);

// 1996年, 一九九六年
const YEAR = /(?<!\d)(?:(?:1[89]|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})(?=年)/gu;

/** First year that the gazetteer knows; what was under what before is not asked. */
const KNOWN_SINCE = 1981;

// 上海市南京市场, 四川省重庆市联合, 浙江省阿克苏地区指挥部: not one within the other
const OTHERWISE =
  /^(?:[场民容政面长]|.{0,12}(?:指挥部|工作[队组]|联络|商会|同乡会|办事处|代表处|驻|援|支援|对口|协作|联合|共同|两[省地市]|交界|边界|之间|相邻|毗邻))/u;
const OTHERWISE_REACH = 20;

// 原四川省重庆市
const FORMER = /(?:[原前旧时]|曾属|曾隶属|改属|改隶)$/u;

// 新城区, 江北区, 滨海新区: names of areas too, in cities where no district is called so
const ORDINARY_DISTRICT =
  /^(?:[东西南北中新老]?城|[东西南北]?郊|矿|新市|市中|港|城[东西南北中关]|[河江][东西南北]|新华|开发|高新|经济|工业|.{2}新)区$/u;

/** The place that the text can only mean above `lowers`, of the rank of the one it names. */
function rightful(doc: Document, lowers: readonly Place[], rank: number): Place | undefined {
  const known = places(doc.context.dictionaries);
  const found = new Map(
    lowers.flatMap((lower) => known.higher(lower).filter(({ level }) => RANK[level] === rank)).map((p) => [p.code, p]),
  );
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function faultOf(doc: Document, first: PlaceMention, second: PlaceMention): Finding | undefined {
  const { text } = doc;
  const known = places(doc.context.dictionaries);
  const start = first.range.start;
  const end = second.range.end + second.suffix.length;
  const uppers = known.named(first.place.name);
  const lowers = known.named(second.place.name);
  if (!uppers.some(inForce) || !lowers.some(inForce)) return undefined;
  const rank = Math.min(...uppers.filter(inForce).map(({ level }) => RANK[level]));
  const lowest = Math.max(...lowers.filter(inForce).map(({ level }) => RANK[level]));
  // 四川省重庆市 names a city under a province; 四川省浙江省, 义乌市东阳市 are lists without marks.
  const cityUnderProvince = /(?:省|自治区)$/u.test(first.place.name) && second.place.name.endsWith('市');
  if (lowest <= rank && !(rank === 0 && cityUnderProvince)) return undefined;
  const parted = yearOfParting(lowers, uppers);
  if (parted === Number.POSITIVE_INFINITY) return undefined;
  const block = doc.blocks.find(({ range }) => range.start <= start && end <= range.end);
  const around = block ? text.slice(block.range.start, block.range.end) : '';
  if (earliestYear(around) < KNOWN_SINCE) return undefined;
  if (parted !== undefined && earliestYear(text) <= parted) return undefined;
  if (OTHERWISE.test(text.slice(end, end + OTHERWISE_REACH)) || FORMER.test(text.slice(Math.max(0, start - 4), start)))
    return undefined;
  if (ORDINARY_DISTRICT.test(second.place.name)) return undefined;
  const right = rightful(doc, lowers.filter(inForce), rank);
  const belongs =
    lowest === 0
      ? `${second.place.name}是直辖市，不属于${first.place.name}`
      : `${first.place.name}没有${second.place.name}${right ? `，${second.place.name}属于${right.name}` : ''}`;
  return {
    range: { start, end },
    message: `“${text.slice(start, end)}”隶属关系不对：${belongs}。`,
    ...(lowest === 0 ? { suggest: [second.place.name] } : right && { suggest: [`${right.name}${second.place.name}`] }),
  };
}

export default defineRule({
  id: 'place-hierarchy',
  title: '地名隶属关系不对',
  severity: 'error',
  fix: 'suggest',
  basis: [{ standard: '地名管理条例', clause: '第十八条', verified: true }],
  why: '省、市、县的隶属关系以现行行政区划为准；张冠李戴是事实差错，多因套用别处的文稿或区划调整后未改。',
  examples: [
    {
      bad: '赴{{湖北省张家界市}}考察学习',
      fixed: '赴湖南省张家界市考察学习',
      message: '“湖北省张家界市”隶属关系不对：湖北省没有张家界市，张家界市属于湖南省。',
    },
    {
      bad: '{{四川省重庆市}}某公司',
      fixed: '重庆市某公司',
      message: '“四川省重庆市”隶属关系不对：重庆市是直辖市，不属于四川省。',
    },
    {
      bad: '河南省{{三门峡市浉河区}}人民政府',
      fixed: '河南省信阳市浉河区人民政府',
      message: '“三门峡市浉河区”隶属关系不对：三门峡市没有浉河区，浉河区属于信阳市。',
    },
    {
      bad: '{{洛阳市渑池县}}仰韶镇',
      fixed: '三门峡市渑池县仰韶镇',
      message: '“洛阳市渑池县”隶属关系不对：洛阳市没有渑池县，渑池县属于三门峡市。',
    },
    { good: '湖南省张家界市永定区，重庆市渝中区，湖北省仙桃市，河南省济源市' },
    { good: '湖北省、湖南省张家界市' },
    { good: '四川省重庆市联合开展巡查', because: '两省市并列' },
    { good: '1996年，四川省重庆市某厂；一九九五年，四川省重庆市某厂', because: '一九九七年以前隶属如此' },
    { good: '浙江省阿克苏地区指挥部', because: '对口支援' },
    { good: '伊犁哈萨克自治州塔城地区' },
    { good: '苏州市新城区建设，潍坊市滨海新区', because: '新城区、滨海新区在这里不是行政区名' },
    { good: '江西省南昌市场监管部门' },
    { good: '上海市南京市场' },
    {
      bad: '{{河南省朝阳区}}人民政府',
      fix: 'none',
      message: '“河南省朝阳区”隶属关系不对：河南省没有朝阳区。',
      because: '朝阳区不止一处，不知该改成哪里',
    },
    { good: '原四川省重庆市某公司', because: '说的是从前' },
    { good: '1982年，某厂成立。\n四川省重庆市某公司', because: '一九九七年以前隶属如此，年份在别处' },
    { good: '1975年，洛阳市渑池县修路', because: '名录从1981年起，更早的不知道' },
    { good: '义乌市东阳市、四川省浙江省', because: '并列而漏了顿号' },
    { good: '襄樊市仙桃市', because: '旧名' },
    { good: '洛阳市，渑池县' },
  ],

  *check(doc) {
    let before: PlaceMention | undefined;
    for (const mention of placeMentions(doc)) {
      if (mention.kind !== 'exact' || mention.suffix === '') continue;
      if (before && before.range.end + before.suffix.length === mention.range.start) {
        const fault = faultOf(doc, before, mention);
        if (fault) yield fault;
      }
      before = mention;
    }
  },
});
