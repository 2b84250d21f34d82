import { fixedTime } from '../../config/today.js';
import { UserError } from '../../errors.js';
import { version } from '../../generated/version.js';
import { rules } from '../../index.js';
import type { FileReport } from '../../record/file-report.js';
import { FILE_RENDERERS, type FileFormat, type Format, isDated, RENDERERS } from '../../report/index.js';
import type { RenderContext, SiteSection } from '../../report/render.js';
import type { SiteLinks } from '../../report/site-links.js';
import { outputTo } from './output.js';

export interface ReportTarget {
  readonly format: Format | FileFormat;
  readonly colour: boolean;
  /** Absent: standard output. */
  readonly output: string | undefined;
  readonly site?: readonly SiteSection[];
  readonly siteLinks?: SiteLinks;
}

const isFile = (format: Format | FileFormat): format is FileFormat => format in FILE_RENDERERS;

/** Reports that show the text with its findings marked. */
export const showsText = (format: Format | FileFormat): boolean => format === 'html';

/** @throws UserError where the file cannot be written, or bytes would go to a terminal. */
export async function writeReport(
  reports: Iterable<FileReport>,
  { format, colour, output, site, siteLinks }: ReportTarget,
): Promise<void> {
  const time = fixedTime() ?? (isDated(format) ? new Date() : undefined);
  const context: RenderContext = {
    colour,
    rules,
    version,
    ...(time && { endTime: time.toISOString() }),
    ...(site && { site }),
    ...(siteLinks && { siteLinks }),
  };
  if (isFile(format) && output === undefined && process.stdout.isTTY)
    throw new UserError(
      `--format ${format} 是二进制文件，请加 --output 文件名，如 --output ${format === 'inspection' ? '检查情况表.docx' : `审校清单.${format}`}。`,
    );
  const content = isFile(format)
    ? [await FILE_RENDERERS[format](reports, context)]
    : RENDERERS[format](reports, context);
  const target = outputTo(output);
  try {
    for (const part of content) await target.write(part);
  } catch (error) {
    target.discard();
    throw error;
  }
  await target.close();
}
