import { zipSync } from 'fflate';
import { attributes, escapeXml } from './escape-xml.js';
import { EPOCH } from './settled-package.js';

/** What stands in a document, a row or a paragraph, as WordprocessingML. */
export type Part = string;

type Attributes = Readonly<Record<string, string | number>>;

export const element = (name: string, content: string): string =>
  content === '' ? `<w:${name}/>` : `<w:${name}>${content}</w:${name}>`;

export const property = (name: string, values: Attributes = {}): string =>
  `<w:${name}${attributes(Object.fromEntries(Object.entries(values).map(([key, value]) => [`w:${key}`, value])))}/>`;

/** Properties, where there are any. */
const propertiesOf = (name: string, content: string): string => (content === '' ? '' : element(name, content));

const shade = (fill: string | undefined): string =>
  fill === undefined ? '' : property('shd', { fill, color: 'auto', val: 'clear' });

const size = (halfPoints: number): string =>
  property('sz', { val: halfPoints }) + property('szCs', { val: halfPoints });

/** @param style size in half points; fill an RGB colour in hex. What XML cannot hold becomes U+FFFD. */
export function textRun(
  text: string,
  style: { readonly bold?: boolean; readonly fill?: string; readonly size?: number } = {},
): Part {
  const properties = [
    style.bold ? '<w:b/><w:bCs/>' : '',
    style.size === undefined ? '' : size(style.size),
    shade(style.fill),
  ].join('');
  const writable = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd');
  return element('r', `${propertiesOf('rPr', properties)}<w:t xml:space="preserve">${escapeXml(writable)}</w:t>`);
}

/** Spacing in twentieths of a point. */
export interface ParagraphStyle {
  readonly style?: 'Title';
  readonly centred?: boolean;
  /** On the page of the next paragraph. */
  readonly keepNext?: boolean;
  readonly before?: number;
  readonly after?: number;
}

export function paragraph(
  runs: readonly Part[],
  { style, centred = false, keepNext = false, before, after }: ParagraphStyle = {},
): Part {
  const spacing = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  const properties = [
    style === undefined ? '' : property('pStyle', { val: style }),
    keepNext ? property('keepNext') : '',
    Object.keys(spacing).length > 0 ? property('spacing', spacing) : '',
    centred ? property('jc', { val: 'center' }) : '',
  ].join('');
  return element('p', propertiesOf('pPr', properties) + runs.join(''));
}

export const line = (text: string, { bold, ...style }: ParagraphStyle & { readonly bold?: boolean } = {}): Part =>
  paragraph([textRun(text, bold === undefined ? {} : { bold })], style);

export const heading = (text: string): Part =>
  paragraph([textRun(text, { bold: true, size: 36 })], { centred: true, after: 200 });

/** Width in twentieths of a point. */
export interface CellOptions {
  readonly width: number;
  readonly span?: number;
  readonly fill?: string;
  readonly bold?: boolean;
}

const MARGINS = element(
  'tcMar',
  Object.entries({ top: 40, left: 80, bottom: 40, right: 80 })
    .map(([side, w]) => property(side, { type: 'dxa', w }))
    .join(''),
);

/** @param content lines of text, or paragraphs */
export function cell(content: string | readonly Part[], { width, span, fill, bold }: CellOptions): Part {
  const properties = [
    property('tcW', { type: 'dxa', w: width }),
    span === undefined ? '' : property('gridSpan', { val: span }),
    shade(fill),
    MARGINS,
    property('vAlign', { val: 'center' }),
  ].join('');
  const paragraphs =
    typeof content === 'string'
      ? content.split('\n').map((text) => line(text, bold === undefined ? {} : { bold }))
      : content;
  return element('tc', element('tcPr', properties) + paragraphs.join(''));
}

/** A head stands again on each page; a row that is whole is not parted between two. */
export const row = (cells: readonly Part[], { isHead = false, isWhole = false } = {}): Part =>
  element(
    'tr',
    propertiesOf('trPr', (isWhole ? property('cantSplit') : '') + (isHead ? property('tblHeader') : '')) +
      cells.join(''),
  );

const BORDERS = element(
  'tblBorders',
  ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => property(side, { val: 'single', color: 'auto', sz: 4 }))
    .join(''),
);

/** @param widths of the columns, in twentieths of a point */
export const table = (widths: readonly number[], rows: readonly Part[]): Part =>
  element(
    'tbl',
    [
      element('tblPr', property('tblW', { type: 'dxa', w: widths.reduce((sum, w) => sum + w, 0) }) + BORDERS),
      element('tblGrid', widths.map((w) => property('gridCol', { w })).join('')),
      ...rows,
    ].join(''),
  );

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FONT = { ascii: 'Times New Roman', eastAsia: '宋体', hAnsi: 'Times New Roman' };
const NORMAL_SIZE = 19;
/** A4, in twentieths of a point. */
const SHORT = 11_906;
const LONG = 16_838;
const MARGIN = 1_134;

const TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const relationships = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([Type, Target], i) => `<Relationship${attributes({ Id: `rId${i + 1}`, Type, Target })}/>`)
    .join('')}</Relationships>`;

const STYLES = `${HEAD}<w:styles ${WORD}>${[
  element('docDefaults', element('rPrDefault', element('rPr', property('rFonts', FONT) + size(NORMAL_SIZE)))),
  '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/><w:qFormat/></w:style>',
  `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:rPr>${size(56)}</w:rPr></w:style>`,
  '<w:style w:type="table" w:styleId="TableNormal" w:default="1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:type="dxa" w:w="0"/><w:tblCellMar><w:top w:type="dxa" w:w="0"/><w:left w:type="dxa" w:w="108"/><w:bottom w:type="dxa" w:w="0"/><w:right w:type="dxa" w:w="108"/></w:tblCellMar></w:tblPr></w:style>',
].join('')}</w:styles>`;

/** @param time as ISO 8601 */
const coreProperties = (time: string): string =>
  `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>gongwen-lint</dc:creator>${[
    'created',
    'modified',
  ]
    .map((name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${escapeXml(time)}</dcterms:${name}>`)
    .join('')}</cp:coreProperties>`;

/** The bytes of a Word document on A4; the same parts and time give the same bytes. */
export function wordFile(
  parts: readonly Part[],
  { landscape = false, endTime }: { readonly landscape?: boolean; readonly endTime?: string | undefined } = {},
): Uint8Array {
  const page = landscape
    ? property('pgSz', { w: LONG, h: SHORT, orient: 'landscape' })
    : property('pgSz', { w: SHORT, h: LONG, orient: 'portrait' });
  const margins = property('pgMar', {
    ...{ top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN },
    ...{ header: 708, footer: 708, gutter: 0 },
  });
  const members: Readonly<Record<string, string>> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': relationships(
      [`${OFFICE}/officeDocument`, 'word/document.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ),
    'docProps/core.xml': coreProperties(endTime ?? '1980-01-01T00:00:00.000Z'),
    'word/document.xml': `${HEAD}<w:document ${WORD}>${element('body', parts.join('') + element('sectPr', page + margins))}</w:document>`,
    'word/_rels/document.xml.rels': relationships([`${OFFICE}/styles`, 'styles.xml']),
    'word/styles.xml': STYLES,
  };
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      Object.entries(members).map(([name, content]) => [name, [encoder.encode(content), { mtime: EPOCH, level: 6 }]]),
    ),
  );
}
