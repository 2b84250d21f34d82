import type { Command } from 'commander';

/** For an option that may be given several times. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command with the options of everything that checks: which configuration, rules, publisher and dictionaries. */
export const withConfigOptions = (command: Command): Command =>
  command
    .option('--config <file>', '配置文件；不写则从当前目录向上找 .gongwenlintrc.json、.yaml、.yml 或 package.json')
    .option('--no-config', '不用配置文件')
    .option('--rule <id=level>', '规则级别，可重复：off、info、warning、error', collect)
    .option('--profile <file>', '发布者档案（JSON 或 YAML：region 区划代码、organ 机关、year 年度）')
    .option('--dictionary <file>', '自备词表，可重复', collect);
