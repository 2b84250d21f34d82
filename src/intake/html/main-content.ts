import type { BlockKind } from '../../document/document.js';

/** An element, flat: its parent by reference, its children by nothing. Counters are filled after the scan. */
export interface HtmlNode {
  readonly tag: string;
  readonly parent: HtmlNode | undefined;
  readonly skipped: boolean;
  readonly block: boolean;
  readonly pre: boolean;
  readonly kind: BlockKind;
  readonly level: number;
  readonly id: string;
  readonly classes: readonly string[];
  readonly start: number;
  readonly inLink: boolean;
  readonly colSpan: number;
  readonly rowSpan: number;
  /** Units of text without white space; of them in links; text outside links, sentences' marks weighing more. */
  text: number;
  linked: number;
  score: number;
  main: boolean;
  title: boolean;
  rows: number;
  cells: number;
  complex: boolean;
  paragraphs: number;
  tables: number;
  layout: boolean;
}

export type HtmlItem =
  | { readonly type: 'open' | 'close'; readonly node: HtmlNode; readonly start: number; readonly end: number }
  | {
      readonly type: 'text';
      readonly node: HtmlNode;
      readonly data: string;
      readonly verbatim: boolean;
      readonly start: number;
      readonly end: number;
    };

export interface HtmlLink {
  readonly href: string;
  readonly node: HtmlNode;
  text: string;
}

export interface HtmlPage {
  readonly links: readonly HtmlLink[];
  readonly linkBase?: string;
  readonly nodes: readonly HtmlNode[];
  readonly items: readonly HtmlItem[];
  readonly metadata: ReadonlyMap<string, string>;
}

const METADATA = ['ArticleTitle', 'PubDate', 'SiteName', 'ColumnName', 'ContentSource', 'Keywords', 'Description'];

export const canonicalMetadata = (name: string): string | undefined =>
  METADATA.find((known) => known.toLowerCase() === name.trim().toLowerCase());

export const squeeze = (text: string): string => text.replace(/\s/g, '');

/** By UTF-16 unit 1 for the marks of sentences. A table and no regular expression: every text of a page is asked. */
const MARKS = new Uint8Array(0x10000);
for (const mark of '，。；、：') MARKS[mark.charCodeAt(0)] = 1;

/** Containers that known editors and the government's page standard put round the article, best first. */
const CONTAINERS: readonly { readonly names: readonly string[]; readonly least: number }[] = [
  { names: ['ucapcontent', 'ucap-content'], least: 10 },
  { names: ['zoom', 'zoomcon', 'bszoom'], least: 20 },
  {
    names: ['trs_editor', 'trs_editor_view', 'trs_ueditor', 'trs_web', 'wp_articlecontent', 'v_news_content'],
    least: 20,
  },
  { names: ['pages_content', 'artibody', 'article-content', 'article_content', 'rm_txt_con'], least: 60 },
  { names: ['view', 'article', 'main'], least: 120 },
];

const BOILERPLATE = new Set(['nav', 'header', 'footer', 'aside']);
const LISTS = new Set(['ul', 'ol', 'dl', 'div', 'section', 'table']);
const BOILERPLATE_NAME = /^(?:foot|footer|header|head|top|nav|navbar|menu|copyright|breadcrumb|crumbs?|sidebar)$/i;

const namesOf = (node: HtmlNode): string[] =>
  [node.tag, node.id, ...node.classes].filter((name) => name !== '').map((name) => name.toLowerCase());

function marksIn(text: string): number {
  let marks = 0;
  for (let i = 0; i < text.length; i++) marks += MARKS[text.charCodeAt(i)] as number;
  return marks;
}

function measure(page: HtmlPage): void {
  for (const item of page.items) {
    // Half of all texts are the line ends between tags.
    if (item.type !== 'text' || item.data.trim() === '') continue;
    const length = squeeze(item.data).length;
    item.node.text += length;
    if (item.node.inLink) item.node.linked += length;
    else {
      const marks = marksIn(item.data);
      item.node.score += marks > 0 ? length + 10 * marks : length / 10;
    }
  }
  for (let i = page.nodes.length - 1; i > 0; i--) {
    const node = page.nodes[i] as HtmlNode;
    const parent = node.parent as HtmlNode;
    parent.text += node.text;
    parent.linked += node.linked;
    parent.score += node.score;
  }
}

function containers(page: HtmlPage): { readonly mains: HtmlNode[]; readonly trusted: boolean } | undefined {
  const total = page.nodes[0]?.score ?? 0;
  for (const { names, least } of CONTAINERS) {
    const trusted = least < 120;
    const found = page.nodes.filter(
      (node) =>
        !node.skipped &&
        node.tag !== 'body' &&
        node.text >= least &&
        node.linked * 2 < node.text &&
        namesOf(node).some((name) => names.includes(name)),
    );
    // A generic or empty-ish container must hold a fair share of the page's sentences, or it is a teaser.
    const score = found.reduce((sum, node) => Math.max(sum, node.score), 0);
    if (found.length > 0 && score >= total * (trusted ? 0.2 : 0.5)) return { mains: found, trusted };
  }
  return undefined;
}

/** Down from the root as long as one child holds most of the sentences: where it splits, the article is. */
function densest(page: HtmlPage): HtmlNode | undefined {
  const best = new Map<HtmlNode, HtmlNode>();
  for (const node of page.nodes) {
    if (!node.parent || node.skipped || !node.block) continue;
    const rival = best.get(node.parent);
    if (!rival || node.score > rival.score) best.set(node.parent, node);
  }
  let at = page.nodes[0];
  if (!at || at.score < 150) return undefined;
  for (
    let next = best.get(at);
    next && next.score >= at.score * 0.65 && !/^(?:p|h\d|li|tr|td|pre)$/.test(next.tag);
    next = best.get(at)
  )
    at = next;
  // Layout tables: a cell is a container like any other.
  return at;
}

function markTitle(page: HtmlPage, mains: readonly HtmlNode[]): void {
  const wanted = squeeze(page.metadata.get('ArticleTitle') ?? '');
  const pageTitle = squeeze(page.metadata.get('title') ?? '');
  const limit = Math.max(wanted.length, pageTitle.length);
  const candidates = new Set(
    page.nodes.filter(
      (n) => n.parent && !n.skipped && n.text >= 4 && n.text <= limit && n.tag !== 'a' && n.tag !== 'li' && !n.inLink,
    ),
  );
  const texts = new Map<HtmlNode, string>();
  if (candidates.size > 0)
    for (const item of page.items) {
      // Texts no longer than the title: an ancestor outside the set is too long, and so are all above it.
      if (item.type !== 'text' || item.node.text > limit) continue;
      const data = squeeze(item.data);
      if (data !== '')
        for (let at: HtmlNode | undefined = item.node; at && at.text <= limit; at = at.parent)
          if (candidates.has(at)) texts.set(at, (texts.get(at) ?? '') + data);
    }
  const main = mains[0]?.start ?? Number.POSITIVE_INFINITY;
  let best: { node: HtmlNode; rank: number } | undefined;
  for (const [node, text] of texts) {
    const exact = wanted !== '' && text === wanted;
    const prefix =
      pageTitle === text ||
      (text.length >= 6 &&
        pageTitle.startsWith(text) &&
        (text.length >= 12 || /[-_—|–]/.test(pageTitle[text.length] ?? '')));
    if (!exact && !prefix) continue;
    // An h1 before the article beats the same words elsewhere; the last before the article beats a breadcrumb.
    const rank = (node.tag === 'h1' ? 4 : 0) + (exact ? 2 : 0) + (node.start <= main ? 1 : 0);
    if (
      !best ||
      rank > best.rank ||
      (rank === best.rank && node.start <= main && node.text >= best.node.text && !contains(best.node, node))
    )
      best = { node, rank };
  }
  const h1 = page.nodes.filter((n) => n.tag === 'h1' && !n.skipped && n.text >= 6 && n.text <= 120 && n.linked === 0);
  const chosen = best?.node ?? (h1.length === 1 ? h1[0] : undefined);
  if (chosen) chosen.title = true;
}

function contains(outer: HtmlNode, inner: HtmlNode): boolean {
  let at: HtmlNode | undefined = inner;
  while (at && at !== outer) at = at.parent;
  return at === outer;
}

/** In a container that was only guessed: navigation, footers and lists of links are not the article. */
const isAside = (node: HtmlNode): boolean =>
  BOILERPLATE.has(node.tag) ||
  (LISTS.has(node.tag) && node.linked > 20 && node.linked * 2 > node.text && node.score < 30) ||
  namesOf(node).some((name) => BOILERPLATE_NAME.test(name));

/** Marks the nodes of the article and of its title; the rest of the page is boilerplate. */
export function chooseMain(page: HtmlPage): void {
  measure(page);
  const known = containers(page);
  const guess = known ? undefined : (densest(page) ?? page.nodes[0]);
  const mains = known?.mains ?? (guess ? [guess] : []);
  for (const node of mains) node.main = true;
  markTitle(page, mains);
  for (const node of page.nodes) {
    if (!node.parent) continue;
    if (node.parent.main) node.main = known?.trusted === true || !isAside(node);
    if (node.parent.title) node.title = true;
  }
}
