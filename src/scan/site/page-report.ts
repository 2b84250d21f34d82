import type { FileReport } from '../../record/file-report.js';
import { FILE_REPORT_SCHEMA } from '../../record/schema.js';
import type { PageFacts } from './page-facts.js';

/** The report of a page of a site. */
export interface PageReport extends FileReport {
  /** Of a page that was linted. */
  readonly facts?: PageFacts;
}

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const texts = { type: 'array', items: text } as const;
const carried = {
  type: 'array',
  items: { type: 'array', prefixItems: [text, { type: 'number' }], items: false, minItems: 2 },
} as const;

/** What a stored result must be, of a page or of a document, before a report is made of it. */
export const PAGE_REPORT_SCHEMA = {
  ...FILE_REPORT_SCHEMA,
  properties: {
    ...FILE_REPORT_SCHEMA.properties,
    facts: {
      type: 'object',
      required: ['content', 'likeness', 'cites'],
      properties: {
        content: text,
        likeness: { type: 'string', pattern: '^[0-9a-f]{16}$' },
        cites: { type: 'array', items: { type: 'array', items: text, minItems: 2, maxItems: 2 } },
        articleTitle: text,
        links: {
          type: 'object',
          required: ['attachments', 'article', 'page'],
          properties: { base: text, attachments: texts, article: texts, page: texts, more: count, missing: texts },
        },
        column: { type: 'object', required: ['name'], properties: { name: text, saysEmpty: text } },
        annualReport: {
          type: 'object',
          required: ['organ', 'year', 'carriedIn', 'carriedOut', 'paragraphs'],
          properties: {
            organ: text,
            year: count,
            carriedIn: carried,
            carriedOut: carried,
            paragraphs: {
              type: 'array',
              items: { type: 'array', prefixItems: [text, count, text], items: false, minItems: 3 },
            },
            figures: text,
          },
        },
      },
    },
  },
} as const;
