import { strToU8, zipSync } from 'fflate';

/** To make .docx files of our own, part by part. */
export const WORD =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"';
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const run = (text: string, properties = '<w:sz w:val="32"/>'): string =>
  `<w:r w:rsidR="00A1"><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (...runs: readonly string[]): string => `<w:p>${runs.join('')}</w:p>`;
export const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
export const relations = (...some: readonly string[]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${some.join('')}</Relationships>`;

const TYPES: readonly (readonly [part: RegExp, type: string])[] = [
  [/^word\/document\.xml$/u, 'document.main'],
  [/^word\/header/u, 'header'],
  [/^word\/footer/u, 'footer'],
  [/^word\/footnotes/u, 'footnotes'],
  [/^word\/comments/u, 'comments'],
  [/^word\/styles/u, 'styles'],
];

/** The content of `w:body` without its section, other parts, and the relations of the main one. */
export function docx(
  body: string,
  parts: Readonly<Record<string, string | Uint8Array>> = {},
  links: readonly string[] = [],
  section = '<w:sectPr/>',
): Uint8Array {
  const all: Record<string, string | Uint8Array> = {
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
    'word/document.xml': `${XML}<w:document ${WORD}><w:body>${body}${section}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(...links),
    ...parts,
  };
  const overrides = Object.keys(all).flatMap((name) => {
    const type = TYPES.find(([part]) => part.test(name))?.[1];
    return type === undefined
      ? []
      : `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`;
  });
  const types = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="application/octet-stream"/>${overrides.join('')}</Types>`;
  return zipSync(
    Object.fromEntries(
      Object.entries({ '[Content_Types].xml': types, ...all }).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  );
}

/** A document of plain paragraphs. */
export const plainDocx = (...paragraphs: readonly string[]): Uint8Array =>
  docx(paragraphs.map((text) => paragraph(run(text))).join(''));
