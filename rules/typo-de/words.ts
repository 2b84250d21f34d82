import type { Row } from '../../src/dictionary/schemas.js';
import { perDictionaries } from '../../src/document/per-document.js';
import { groupBy } from '../../src/text/group.js';

type Role = Row<'particle-words'>['role'];

/** The words that tell what 的, 地 and 得 lead to: each set what dictionaries/README.md says of its role. */
export interface ParticleWords {
  /** 状语: adverbials that stand before 地. */
  readonly adverbials: ReadonlySet<string>;
  /** 只作状语: those that qualify no noun; whatever stands before them, a verb with its object is their predicate. */
  readonly onlyAdverbials: ReadonlySet<string>;
  /** 只作谓语: verbs that no attribute stands before, predicates whatever follows. */
  readonly neverNouns: ReadonlySet<string>;
  /** 带宾语: verbs that also are nouns (法律的遵守) but qualify none: predicates where what they act on follows. */
  readonly withObject: ReadonlySet<string>;
  /** 宾语可为动词: of those, the ones whose object may begin with a verb (防止发生). */
  readonly freeVerbs: ReadonlySet<string>;
  /** 兼作定语: verbs that qualify nouns too (保护措施, 认识问题): predicates only where 了 and the like show them. */
  readonly withMark: ReadonlySet<string>;
  /** 多带宾语: of those, the ones that take objects far more often than they qualify nouns. */
  readonly moreOftenVerbs: ReadonlySet<string>;
  /** 动词后: what makes a verb a predicate, 了, 到 and the like. */
  readonly afterVerbs: ReadonlySet<string>;
  /** 中心语: nouns that a verb before them qualifies (推进机制, 保障措施): no objects. */
  readonly heads: ReadonlySet<string>;
  /** 状语前: between a subject and its adverbial; after other verbs and prepositions 的 may well head an object. */
  readonly auxiliaries: ReadonlySet<string>;
  /** 程度: 更, 十分. */
  readonly degrees: ReadonlySet<string>;
  /** 否定: 不, 没有. */
  readonly negations: ReadonlySet<string>;
  /** 连接: 和, 、. */
  readonly conjunctions: ReadonlySet<string>;
}

export const particleWords = perDictionaries((dictionaries): ParticleWords => {
  const byRole = groupBy(dictionaries.rows('particle-words'), ({ role }) => role);
  const of = (role: Role): ReadonlySet<string> => new Set(byRole.get(role)?.map(({ word }) => word));
  return {
    adverbials: of('状语'),
    onlyAdverbials: of('只作状语'),
    neverNouns: of('只作谓语'),
    withObject: of('带宾语'),
    freeVerbs: of('宾语可为动词'),
    withMark: of('兼作定语'),
    moreOftenVerbs: of('多带宾语'),
    afterVerbs: of('动词后'),
    heads: of('中心语'),
    auxiliaries: of('状语前'),
    degrees: of('程度'),
    negations: of('否定'),
    conjunctions: of('连接'),
  };
});
