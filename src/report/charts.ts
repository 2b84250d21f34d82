import { escapeXml } from './escape-xml.js';

/** One bar. `tone` is a class of the page's style sheet. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly tone: 'error' | 'warning' | 'info' | 'plain';
}

const LABEL = 150;
const WIDTH = 260;
const ROW = 24;
const MAX_LABEL = 10;

const short = (label: string): string => {
  const characters = [...label];
  return characters.length > MAX_LABEL ? `${characters.slice(0, MAX_LABEL - 1).join('')}…` : label;
};

/** Horizontal bars as SVG that stands in a page without style of its own; every value is also text. Empty for no bars. */
export function bars(title: string, rows: readonly Bar[]): string {
  if (rows.length === 0) return '';
  const longest = Math.max(1, ...rows.map(({ value }) => value));
  const said = rows.map(({ label, value }) => `${label} ${value}`).join('，');
  const drawn = rows.map(({ label, value, tone }, i) => {
    const middle = i * ROW + ROW / 2;
    const width = Math.round((value / longest) * WIDTH);
    return [
      `<text class="label" x="${LABEL - 8}" y="${middle + 5}" text-anchor="end">${escapeXml(short(label))}</text>`,
      `<rect class="${tone}" x="${LABEL}" y="${middle - 8}" width="${width}" height="16"/>`,
      `<text class="value" x="${LABEL + width + 6}" y="${middle + 5}">${value}</text>`,
    ].join('');
  });
  return [
    `<figure><figcaption>${escapeXml(title)}</figcaption>`,
    `<svg role="img" aria-label="${escapeXml(`${title}：${said}`)}" viewBox="0 0 ${LABEL + WIDTH + 70} ${rows.length * ROW}" width="${LABEL + WIDTH + 70}" height="${rows.length * ROW}">`,
    ...drawn,
    '</svg></figure>',
  ].join('');
}
