import { UnreadableError } from '../../errors.js';
import { read } from '../../index.js';
import { printable } from '../../text/printable.js';

/** The decoded text, block by block, as the rules see it. Exit code by CONTRACT §2. */
export async function extract(file: string, encoding: string | undefined): Promise<number> {
  try {
    const doc = await read({ path: file, ...(encoding !== undefined && { encoding }) });
    for (const warning of doc.warnings) process.stderr.write(`${warning}\n`);
    for (const block of doc.blocks) {
      const { line } = doc.map.position(doc.map.toSource(block.range).start);
      const label = `${block.kind}${block.region === 'boilerplate' ? '·页面边栏' : ''}`;
      const text = doc.text.slice(block.range.start, block.range.end).split('\n').map(printable).join('\n');
      process.stdout.write(`[${line}] ${label}\n${text}\n\n`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    process.stderr.write(`${file}：${error.message}\n`);
    return 1;
  }
}
