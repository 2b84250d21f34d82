import { docx, paragraph, relation, run, WORD, XML } from './docx.js';

/** Documents of our own in the form of real ones, with what makes Word files hard to write back into. */

const TEXT = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>';
const BOLD = '<w:rFonts w:eastAsia="方正小标宋简体"/><w:b/><w:sz w:val="44"/>';
const text = (...parts: readonly string[]): string => paragraph(...parts.map((part) => run(part, TEXT)));
const title = (words: string): string => `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run(words, BOLD)}</w:p>`;
const cell = (words: string, more = ''): string =>
  `<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/>${more}</w:tcPr>${text(words)}</w:tc>`;
const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
  .join('');
const table = (...rows: readonly string[]): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="6600" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="2200"/><w:gridCol w:w="2200"/><w:gridCol w:w="2200"/></w:tblGrid>${rows.join('')}</w:tbl>`;

const EXTENT = '<wp:extent cx="3600000" cy="900000"/>';
/** As Word writes it: a shape, and beside it what older programs read. */
const box = (content: string): string =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">${EXTENT}<wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:283pt;height:71pt"><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

const SECTION = (more = ''): string =>
  `<w:sectPr>${more}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`;
const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
const PROPERTIES = {
  'docProps/app.xml': `${XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>WPS 文字</Application></Properties>`,
  'customXml/item1.xml': '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>',
  'word/media/image1.png': PICTURE,
};
const by = (author: string, id: number): string => `w:id="${id}" w:author="${author}" w:date="2026-11-02T09:30:00Z"`;

export interface OfficeSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Quotes that must be found, in the main text, cells, boxes, notes and headers. */
  readonly quotes: readonly string[];
}

export const OFFICE_SAMPLES: readonly OfficeSample[] = [
  {
    name: '表格和文本框.docx',
    quotes: ['澠池', '[2021]', '2月30日', '【2022】', '〔22〕'],
    bytes: docx(
      title('渑池县政府信息公开工作年度报告') +
        text('本报告由', '澠', '池县人民政府办公室编制。') +
        table(
          row(cell('项目', '<w:gridSpan w:val="2"/>'), cell('依据')),
          row(cell('受理', '<w:vMerge w:val="restart"/>'), cell('本年'), cell('豫政办[2021]8号')),
          row(cell('', '<w:vMerge/>'), cell('2026年2月30日'), cell('办结')),
        ) +
        paragraph(run('见下框：', TEXT), box(text('转发三政办明电', '【2022】14号。')), run('以上。', TEXT)) +
        text('另见豫政办〔22〕9号。'),
      { ...PROPERTIES, 'word/header1.xml': `${XML}<w:hdr ${WORD}>${text('内部资料')}</w:hdr>` },
      [relation('rId3', 'header', 'header1.xml'), relation('rId9', 'image', 'media/image1.png')],
      SECTION('<w:headerReference w:type="default" r:id="rId3"/>'),
    ),
  },
  {
    name: '脚注和链接.docx',
    quotes: ['[2020]', '13月', '澠池', '【2018】', '【2019】'],
    bytes: docx(
      title('关于做好防汛工作的通知') +
        paragraph(
          run('按照国办函', TEXT),
          `<w:hyperlink r:id="rId5" w:history="1">${run('[2020]109号', `${TEXT}<w:u w:val="single"/>`)}</w:hyperlink>`,
          run('要求', TEXT),
          '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
          run('，于2026年', TEXT),
          `<w:r><w:rPr>${TEXT}</w:rPr><w:t>13月1日</w:t><w:tab/><w:t>前完成。</w:t></w:r>`,
        ) +
        `<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent>${text('渑池县、', '澠池', '县各乡镇，并照豫政办【2018】1号办理。')}</w:sdtContent></w:sdt>` +
        paragraph(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
      {
        ...PROPERTIES,
        'word/footnotes.xml': `${XML}<w:footnotes ${WORD}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="2">${paragraph('<w:r><w:footnoteRef/></w:r>', run('另见豫政办【2019】3号。', TEXT))}</w:footnote></w:footnotes>`,
      },
      [
        relation('rId4', 'footnotes', 'footnotes.xml'),
        relation('rId5', 'hyperlink', 'http://www.example.gov.cn/" TargetMode="External'),
      ],
      SECTION(),
    ),
  },
  {
    name: '已有批注和修订.docx',
    quotes: ['[2021]', '澠池', '2月30日'],
    bytes: docx(
      title('关于开展专项检查的通知') +
        paragraph(
          run('根据', TEXT),
          `<w:commentRangeStart w:id="7"/>${run('豫政办[2021]8号', TEXT)}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>`,
          run('，', TEXT),
          `<w:ins ${by('甲', 8)}>${run('澠池县', TEXT)}</w:ins>`,
          `<w:del ${by('甲', 9)}><w:r><w:rPr>${TEXT}</w:rPr><w:delText>全县</w:delText></w:r></w:del>`,
          run('定于2026年2月', TEXT),
          run('30日开展检查，渑池县各乡镇配合。', TEXT),
        ) +
        text('联系电话见附件。'),
      {
        ...PROPERTIES,
        'word/comments.xml': `${XML}<w:comments ${WORD}><w:comment ${by('乙', 7)}>${paragraph(run('请核文号'))}</w:comment></w:comments>`,
      },
      [relation('rId4', 'comments', 'comments.xml')],
      SECTION(),
    ),
  },
];
