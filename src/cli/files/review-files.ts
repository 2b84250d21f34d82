import { basename, dirname, extname, join } from 'node:path';

const RECORD_SUFFIX = '.审校记录.json';
const FORM_SUFFIX = '.三审三校登记表.docx';

/** 通知.docx → 通知; a record stands for its document. */
export const stemOf = (file: string): string =>
  file.endsWith(RECORD_SUFFIX)
    ? file.slice(0, -RECORD_SUFFIX.length)
    : join(dirname(file), basename(file, extname(file)));

/** The record that a command means: itself, or the one beside the document. */
export const recordFile = (given: string): string =>
  given.endsWith('.json') ? given : `${stemOf(given)}${RECORD_SUFFIX}`;

/** The form beside a record. */
export const formFile = (record: string): string =>
  `${record.endsWith(RECORD_SUFFIX) ? stemOf(record) : record.replace(/\.json$/u, '')}${FORM_SUFFIX}`;

/** Files of an approval beside a document, which are not to be checked themselves; 登记表-第5步 too. */
export const isReviewFile = (file: string): boolean =>
  file.endsWith(RECORD_SUFFIX) || /\.三审三校登记表(?:-第\d{1,6}步)?\.docx$/u.test(file); // 通知.三审三校登记表.docx
