import { statSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import type { Archive, Document } from '../../document/document.js';
import type { Config } from '../../engine/ruleset.js';
import { UserError } from '../../errors.js';
import { READABLE_EXTENSIONS, UnreadableError } from '../../intake/index.js';
import { openLinter } from '../../linter/linter.js';
import { archiveOf, reportFacts } from '../../views/forms/report-facts.js';

/**
 * The annual reports in a folder, for rules that compare with them. What is no annual report or cannot be read is
 * told on stderr.
 * @throws UserError where there is no such folder.
 */
export async function readArchive(folder: string, config: Config): Promise<Archive> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--archive ${folder}：没有这个文件夹。请指明存放往年年报的文件夹。`);
  const linter = openLinter(config);
  const docs: Document[] = [];
  const left: string[] = [];
  for (const file of globSync('**/*', { cwd: folder }).sort()) {
    if (!READABLE_EXTENSIONS.some((extension) => file.toLowerCase().endsWith(extension))) {
      left.push(file);
      continue;
    }
    try {
      const doc = await linter.read({ path: `${folder}/${file}` });
      if (reportFacts(doc)) docs.push(doc);
      else left.push(file);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      left.push(file);
    }
  }
  if (left.length > 0)
    process.stderr.write(`${folder} 中有 ${left.length} 个文件不是年报或读不了，未用于核对：${left.join('、')}。\n`);
  return archiveOf(docs);
}
