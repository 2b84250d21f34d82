import { describe, expect, test } from '@jest/globals';
import placeConsistency from '../rules/place-consistency/rule.js';
import placeOfficial from '../rules/place-official/rule.js';
import { loadDictionaries } from '../src/dictionary/load-dictionaries.js';
import type { Context, Document, Profile } from '../src/document/document.js';
import { readTxt } from '../src/intake/plain/txt.js';
import { findingsOf } from '../src/rule/examples.js';
import { placeMentions } from '../src/views/names/places.js';
import { differences } from '../workshop/build/differences.js';

const dictionaries = loadDictionaries();
const context: Context = { dictionaries, profile: {} };
const read = (source: string, profile: Profile = {}): Document =>
  readTxt({ name: '测试.txt', source, context: { dictionaries, profile } });
const rules = [placeConsistency, placeOfficial];
const found = (doc: Document): string[] =>
  rules
    .flatMap((rule) => findingsOf(rule, doc))
    .map(({ range, suggest }) => `${doc.text.slice(range.start, range.end)}→${suggest?.[0] ?? ''}`);

/** Mulberry32: the same faults at every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('examples', () => {
  for (const rule of rules)
    for (const example of rule.examples)
      test(`${rule.id} ${JSON.stringify(example)}`, () => expect(differences(rule, example, context)).toEqual([]));
});

describe('places', () => {
  test('a variant suffix is found with its name', () => {
    expect(found(read('河南省渑池縣人民政府'))).toEqual(['渑池縣→渑池县']);
  });

  test('a text in traditional characters is left alone', () => {
    expect(found(read('澠池縣人民政府辦公室關於發佈年度報告與統計數據的說明'.repeat(3)))).toEqual([]);
  });

  test.each([
    '全县、我县、贫困县、该市、城区、社区、小区、园区、地区、辖区、牧区、各市、本市、山区、老区、特区、自治区、开发区、新区',
    '超市、股市、上市、门市、城市、党政机关',
    '信阳市浉河区人民政府与三门峡市渑池县人民政府',
    '三门峡市陕州区（原陕县）人民政府',
    '三门峡市某某县人民政府，三门峡市各区县人民政府，三门峡市城乡一体化示范区管委会',
  ])('left alone: %s', (text) => {
    expect(found(read(text, { region: '411200' }))).toEqual([]);
    expect(found(read(text))).toEqual([]);
  });

  test('a million characters of noise are read', () => {
    for (const text of ['县', '汉', '澠池', '浉池县', '三门峡市浉池县人民政府'].map((unit) =>
      unit.repeat(1e6 / unit.length),
    )) {
      // A quadratic scan of a million characters would outlast the test's time limit many times over.
      expect(placeMentions(read(text, { region: '411200' }))).toBeDefined();
    }
  });

  test('a planted fault in a county’s name is found', () => {
    const next = random(1);
    const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
    const rows = dictionaries.rows('places').filter((row) => row.until === '');
    const cities = new Map(rows.filter((row) => row.level === '地级').map((row) => [row.code.slice(0, 4), row.name]));
    const counties = rows.filter(
      (row) => row.level === '县级' && /..[县市区旗]$/u.test(row.name) && cities.has(row.code.slice(0, 4)),
    );
    const names = new Set(dictionaries.rows('places').map((row) => row.name));
    const alike = new Map<string, string[]>();
    const add = (a: string, b: string): void => {
      if (a !== b && a.length === 1 && b.length === 1) alike.set(a, [...(alike.get(a) ?? []), b]);
    };
    for (const { characters } of dictionaries.rows('lookalikes'))
      for (const a of characters) for (const b of characters) add(a, b);
    for (const { variant, standard } of dictionaries.rows('variants')) add(standard[0] ?? '', variant);
    let planted = 0;
    let caught = 0;
    const missed: string[] = [];
    for (let tries = 0; planted < 300 && tries < 5000; tries++) {
      const county = pick(counties);
      if (!county) break;
      const at = Math.floor(next() * (county.name.length - 1));
      const odd = pick(alike.get(county.name.charAt(at)) ?? []);
      const city = cities.get(county.code.slice(0, 4));
      if (odd === undefined || city === undefined) continue;
      const wrong = county.name.slice(0, at) + odd + county.name.slice(at + 1);
      // Another county's real name is no fault that the name alone shows.
      if (names.has(wrong)) continue;
      planted++;
      const text = `${city}${wrong}人民政府办公室关于报送2023年政务公开工作总结的通知`;
      const doc = read(text);
      const hit = rules
        .flatMap((rule) => findingsOf(rule, doc))
        .some(
          ({ range, suggest }) =>
            text.slice(0, range.start) + (suggest?.[0] ?? '') + text.slice(range.end) ===
            text.replace(wrong, county.name),
        );
      if (hit) caught++;
      else missed.push(`${city}${wrong}（${county.name}）`);
    }
    expect(planted).toBe(300);
    if (caught / planted < 0.9) throw new Error(`${caught}/${planted}: ${missed.slice(0, 30).join(' ')}`);
  });
});
