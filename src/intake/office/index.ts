import { UnreadableError } from '../../errors.js';
import type { Draft } from './draft.js';

interface OfficeFormat {
  readonly mediaType: string;
  readonly read: (bytes: Uint8Array) => Promise<Draft>;
}

const word: OfficeFormat = {
  mediaType: 'application/msword',
  read: async (bytes) => (await import('./doc.js')).readDoc(bytes),
};

/** Readers by extension, each loaded when first needed. */
const FORMATS: ReadonlyMap<string, OfficeFormat> = new Map([
  [
    '.docx',
    {
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      read: async (bytes) => (await import('./docx.js')).readDocx(bytes),
    },
  ],
  [
    '.xlsx',
    {
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      read: async (bytes) => (await import('./xlsx.js')).readXlsx(bytes),
    },
  ],
  ['.doc', word],
  ['.wps', { ...word, mediaType: 'application/vnd.ms-works' }],
  ['.pdf', { mediaType: 'application/pdf', read: async (bytes) => (await import('./pdf.js')).readPdf(bytes) }],
  ['.rtf', { mediaType: 'application/rtf', read: async (bytes) => (await import('./rtf.js')).readRtf(bytes) }],
  ['.ofd', { mediaType: 'application/ofd', read: async (bytes) => (await import('./ofd.js')).readOfd(bytes) }],
] as const);

export const OFFICE_EXTENSIONS: readonly string[] = [...FORMATS.keys()];

export const officeMediaType = (extension: string): string | undefined => FORMATS.get(extension)?.mediaType;

/** The extension that stands for a media type, where it is one of ours. */
export const officeExtension = (mediaType: string): string | undefined =>
  [...FORMATS].find(([, format]) => format.mediaType === mediaType)?.[0];

/**
 * Reads an office file here and now: for threads that are guarded by limits of their own.
 * @throws UnreadableError
 */
export async function readOffice(extension: string, bytes: Uint8Array): Promise<Draft> {
  const format = FORMATS.get(extension);
  if (!format) throw new UnreadableError('unsupported', `尚不支持 ${extension} 文件，未读取。`);
  return format.read(bytes);
}
