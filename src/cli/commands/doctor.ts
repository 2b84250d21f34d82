import { loadDictionaries } from '../../dictionary/load-dictionaries.js';
import { type DictionaryName, SCHEMAS } from '../../dictionary/schemas.js';
import { typoModelVersions } from '../../dictionary/typo-model.js';
import { rules } from '../../index.js';
import { missingComponents } from '../../scan/database/connection.js';
import { sqlite } from '../../scan/storage/sqlite.js';
import { segmenterName } from '../../segment/segmenter.js';

/** What is there, what is missing, and how to mend it. */
export async function doctor(version: string): Promise<string> {
  const segmenter = segmenterName();
  const dictionaries = loadDictionaries();
  const { 'typo-model': typos, 'slip-model': slips } = typoModelVersions();
  const missing = missingComponents();
  const lines = [
    `gongwen-lint ${version}，Node ${process.versions.node}，${process.platform}-${process.arch}`,
    `规则：${rules.length} 条`,
    ...Object.keys(SCHEMAS).map((name) => `词表 ${name}：${dictionaries.rows(name as DictionaryName).length} 行`),
    segmenter === 'none'
      ? '分词：没有可用的组件，需要词界的条目列入“未核对”。请运行 npm install @node-rs/jieba 补装。'
      : `分词：${segmenter}`,
    typos === undefined
      ? '错字模型：没有，错别字（同音、形近）未核对。请重新安装 gongwen-lint。'
      : `错字模型：${typos}${slips === undefined ? '（没有配套的多字漏字模型）' : `，多字漏字模型 ${slips}`}`,
    `状态与抓取：SQLite 由 ${sqlite().name} 提供`,
    missing.length === 0
      ? '多台机器（pg、pg-boss）：可用'
      : `多台机器：没有装上 ${missing.join('、')}，scan 不能用 --database。要用请运行 npm install pg pg-boss@10。`,
    `gb18030 解码：${new TextDecoder('gb18030').encoding === 'gb18030' ? '可用' : '不可用，请换用带完整 ICU 的 Node'}`,
  ];
  return `${lines.join('\n')}\n`;
}
