import type { Document } from '../document/document.js';
import type { Range } from '../text/range.js';

/** Why a finding does not count: a comment in the source, an entry of a side-car file, or a baseline that has it. */
export interface Suppression {
  readonly kind: 'comment' | 'file' | 'baseline';
  readonly reason: string;
}

/** What suppression asks of a finding. */
interface Suppressible {
  readonly rule: { readonly id: string };
  readonly range: Range;
  readonly fingerprint: string;
}

/** An entry of a side-car file, for the document at hand: of one rule, all its findings or those of a quote or fingerprint. */
export interface FileSuppression extends Suppression {
  readonly kind: 'file';
  readonly rule: string;
  readonly quote?: string;
  readonly fingerprint?: string;
}

/** What of a document's findings does not count, beside what its own comments say. */
export interface Exemptions {
  readonly suppressions?: readonly FileSuppression[];
  /** Fingerprints that the baseline has. */
  readonly baseline?: ReadonlySet<string>;
  /** Of a page that others publish: it cannot silence itself. */
  readonly ignoresComments?: boolean;
}

interface Directive {
  readonly action: 'disable' | 'disable-line' | 'disable-next-line' | 'enable';
  /** None: every rule. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly range: Range;
}

/** A stretch of the source in which a comment switches rules off. */
interface Stretch {
  readonly directive: Directive;
  readonly rules: readonly string[];
  readonly except: readonly string[];
  readonly start: number;
  end: number;
}

const COMMENTABLE = /^(?:text\/markdown|text\/html|application\/xhtml\+xml)$/u; // text/html
const DIRECTIVE = /^\s{0,100}gongwen-lint-(disable-next-line|disable-line|disable|enable)(?![\w-])/u; // gongwen-lint-enable
const FENCE = /^ {0,3}(`{3,32}|~{3,32})/gmu; // ```html
const REASON = /\s(?:--|——)(?:\s|$)/u; //  a -- 理由

/** Stretches of Markdown between fences: what stands there shows a comment and is none. */
function fencedCode(source: string): readonly Range[] {
  const fenced: Range[] = [];
  let open: { readonly at: number; readonly mark: string } | undefined;
  for (const { index, 1: mark = '' } of source.matchAll(FENCE)) {
    if (!open) open = { at: index, mark };
    else if (mark.startsWith(open.mark)) {
      fenced.push({ start: open.at, end: index });
      open = undefined;
    }
  }
  return open ? [...fenced, { start: open.at, end: source.length }] : fenced;
}

/** Comments of the source that speak to us. */
function* directivesOf(doc: Document): Iterable<Directive> {
  const { source } = doc.map;
  if (!COMMENTABLE.test(doc.mediaType) || !source.includes('gongwen-lint-')) return;
  const code = doc.mediaType === 'text/markdown' ? fencedCode(source) : [];
  const isShown = (at: number): boolean =>
    source[at - 1] === '`' || code.some(({ start, end }) => start <= at && at < end);
  let end = 0;
  for (let start = source.indexOf('<!--'); start >= 0; start = source.indexOf('<!--', end)) {
    const close = source.indexOf('-->', start + 4);
    if (close < 0) return;
    end = close + 3;
    const body = source.slice(start + 4, close);
    const found = DIRECTIVE.exec(body);
    if (!found || isShown(start)) continue;
    const rest = body.slice(found[0].length);
    const at = rest.search(REASON);
    yield {
      action: found[1] as Directive['action'],
      rules: (at < 0 ? rest : rest.slice(0, at)).split(/[\s,，、]/u).filter(Boolean),
      reason: at < 0 ? '' : rest.slice(at).replace(REASON, '').trim(),
      range: { start, end },
    };
  }
}

/** The lines of the source that a range stands on. */
function linesOf(source: string, { start, end }: Range): Range {
  const newline = /[\r\n]/gu;
  newline.lastIndex = end;
  return {
    start: Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1,
    end: newline.exec(source)?.index ?? source.length,
  };
}

/** The line of the first thing that stands below a range; blank lines are passed over. */
function nextLine(source: string, range: Range): Range {
  const { end } = linesOf(source, range);
  const something = /\S/gu;
  something.lastIndex = end;
  const start = something.exec(source)?.index ?? source.length;
  return linesOf(source, { start, end: start });
}

const without = (rules: readonly string[], removed: readonly string[]): readonly string[] =>
  rules.filter((rule) => !removed.includes(rule));

/** Opens a stretch at each disable, and at each enable closes what it names: the rest goes on as a new stretch. */
function stretchesOf(source: string, directives: readonly Directive[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch[] = [];
  for (const directive of directives) {
    const { action, rules, range } = directive;
    const stretch = (start: number, end: number, on = rules, except: readonly string[] = []): Stretch => ({
      directive,
      rules: on,
      except,
      start,
      end,
    });
    if (action === 'disable-line' || action === 'disable-next-line') {
      const { start, end } = (action === 'disable-line' ? linesOf : nextLine)(source, range);
      stretches.push(stretch(start, end));
    } else if (action === 'disable') open.push(stretch(range.end, source.length));
    else {
      for (const closing of open) closing.end = range.start;
      stretches.push(...open);
      open = open.flatMap(({ directive: opened, rules: on, except }) => {
        const left = on.length === 0 ? [] : without(on, rules);
        if (rules.length === 0 || (on.length > 0 && left.length === 0)) return [];
        const start = range.end;
        return on.length > 0
          ? [{ directive: opened, rules: left, except, start, end: source.length }]
          : [{ directive: opened, rules: on, except: [...except, ...rules], start, end: source.length }];
      });
    }
  }
  return [...stretches, ...open];
}

const covers = ({ rules, except, start, end }: Stretch, ruleId: string, at: number): boolean =>
  start <= at && at < end && (rules.length === 0 || rules.includes(ruleId)) && !except.includes(ruleId);

const fits = ({ rule, quote, fingerprint }: FileSuppression, finding: Suppressible, text: string): boolean =>
  rule === finding.rule.id &&
  (quote === undefined || quote === text.slice(finding.range.start, finding.range.end)) &&
  (fingerprint === undefined || fingerprint === finding.fingerprint);

interface Parted<F> {
  readonly findings: readonly F[];
  readonly suppressed: readonly (F & { readonly suppressed: Suppression })[];
  /** Of comments without reason or effect, one Chinese sentence each. */
  readonly warnings: readonly string[];
}

/** Parts the findings that count from those that a comment, an entry or the baseline takes out. `active`: ids of the rules that ran. */
export function suppress<F extends Suppressible>(
  doc: Document,
  findings: readonly F[],
  active: readonly string[],
  { suppressions = [], baseline, ignoresComments = false }: Exemptions,
): Parted<F> {
  const directives = ignoresComments ? [] : [...directivesOf(doc)];
  const reasoned = directives.filter(({ action, reason }) => action === 'enable' || reason !== '');
  const stretches = stretchesOf(doc.map.source, reasoned);
  const used = new Set<Directive>();
  const whyNot = (finding: F): Suppression | undefined => {
    const at = doc.map.toSource(finding.range).start;
    const stretch = stretches.find((candidate) => covers(candidate, finding.rule.id, at));
    if (stretch) {
      used.add(stretch.directive);
      return { kind: 'comment', reason: stretch.directive.reason };
    }
    const entry = suppressions.find((candidate) => fits(candidate, finding, doc.text));
    if (entry) return entry;
    return baseline?.has(finding.fingerprint) ? { kind: 'baseline', reason: '基线中已有' } : undefined;
  };
  const kept: F[] = [];
  const suppressed: (F & { readonly suppressed: Suppression })[] = [];
  for (const finding of findings) {
    const why = whyNot(finding);
    if (why) suppressed.push({ ...finding, suppressed: why });
    else kept.push(finding);
  }
  const warnings = directives.flatMap((directive) => {
    const { action, rules, reason, range } = directive;
    if (action === 'enable') return [];
    const comment = `第 ${doc.map.position(range.start).line} 行的注释 gongwen-lint-${action}`;
    if (reason === '') return [`${comment} 没有写理由（“ -- 理由”），不生效。`];
    if (used.has(directive)) return [];
    const idle = rules.filter((rule) => !active.includes(rule));
    return [
      idle.length > 0
        ? `${comment} 没有抑制任何问题：${idle.map((rule) => `“${rule}”`).join('、')}没有运行，请核对规则名。`
        : `${comment} 没有抑制任何问题，可以删去。`,
    ];
  });
  return { findings: kept, suppressed, warnings };
}
