import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CONFIG_FILES } from '../../config/load-config.js';
import { checkConfig } from '../../config/validate.js';
import type { Profile } from '../../document/document.js';
import { UserError } from '../../errors.js';
import { rules } from '../../index.js';

export interface InitOptions {
  readonly region?: string;
  readonly organ?: string;
  readonly year?: string;
  readonly yaml?: boolean;
  readonly force?: boolean;
}

/** For editors; where the package is installed in the folder. */
const SCHEMA = './node_modules/gongwen-lint/dist/config.schema.json';

/**
 * Writes a config into a folder, and returns what to do next.
 * @throws UserError where there is one already, for a faulty option, or when it cannot be written.
 */
export function init(folder: string, { region, organ, year, yaml, force }: InitOptions): string {
  const profile: Profile = {
    ...(region !== undefined && { region }),
    ...(organ !== undefined && { organ }),
    ...(year !== undefined && { year: Number(year) }),
  };
  const config = { ...(Object.keys(profile).length > 0 && { profile }), rules: {}, overrides: [] };
  checkConfig(config, rules);
  const name = yaml ? '.gongwenlintrc.yaml' : '.gongwenlintrc.json';
  const existing = CONFIG_FILES.find((file) => existsSync(join(folder, file)));
  // Another name would stand beside it, and only one of the two be read.
  if (existing !== undefined && !(force && existing === name))
    throw new UserError(`${existing} 已经存在，未改动；${existing === name ? '要覆盖请加 --force' : '请先移走它'}。`);
  const text = yaml
    ? `# yaml-language-server: $schema=${SCHEMA}\n${stringify(config)}`
    : `${JSON.stringify({ $schema: SCHEMA, ...config }, null, 2)}\n`;
  try {
    writeFileSync(join(folder, name), text);
  } catch (error) {
    throw new UserError(`${name}：写不进去（${error instanceof Error ? error.message : ''}）。请检查权限和磁盘空间。`);
  }
  return `已写好 ${name}。下一步：
  1. 在 profile 里写明发布者（region 区划代码、organ 机关、year 年度），年报和地名的核对用得着。
  2. 运行 gongwen-lint check 文件或文件夹。
  3. 历史问题多时，先运行 gongwen-lint check --write-baseline 基线.json 文件夹，以后加 --baseline 基线.json，只计新增。
  4. 用 gongwen-lint rules 查看规则，用 gongwen-lint check --print-config 查看最终生效的配置。
`;
}
