#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { UnreadableError, UserError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import { FORMATS, FORMATS_OF_SITES } from '../report/index.js';
import { addReviewCommands } from './commands/review-commands.js';
import { collect, withConfigOptions } from './options/config-options.js';

/** 2: the command line, config or a dictionary is wrong, or the run itself failed (CONTRACT §2). */
const COULD_NOT_RUN = 2;

/** An input cannot be read. */
const COULD_NOT_READ = 1;

const packageJson = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string };

/** The commonest complaints of the argument parser. */
const inChinese = (complaint: string): string =>
  complaint
    .replace(/^error: /u, '错误：')
    .replace(/required option '([^']{1,60})' not specified/u, '缺少选项 $1') // required option '--by <name>' not specified
    .replace(/missing required argument '([^']{1,60})'/u, '缺少 $1')
    .replace(/unknown option '([^']{1,60})'/u, '没有选项 $1')
    .replace(/unknown command '([^']{1,60})'/u, '没有命令 $1')
    .replace(/\(Did you mean (.{1,60})\?\)/u, '（是否指 $1）');

const program = new Command('gongwen-lint')
  .description('公文与政府网站内容审校：每条结论附依据，文件不出本机，除 fix 外不改动原文。')
  .version(packageJson.version, '-V, --version', '显示版本')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand(false)
  .configureHelp({
    styleTitle: (text) =>
      text
        .replace('Usage:', '用法：')
        .replace('Options:', '选项：')
        .replace('Commands:', '命令：')
        .replace('Arguments:', '参数：'),
  })
  .configureOutput({ outputError: (text, write) => write(inChinese(text)) })
  .exitOverride();

withConfigOptions(program.command('check'))
  .description('检查文件、文件夹或通配符所指的文件；- 表示标准输入')
  .helpOption('-h, --help', '显示帮助')
  .argument('[inputs...]', '文件、文件夹、通配符，或 -')
  .addOption(new Option('--format <format>', '输出格式').choices(FORMATS).default('stylish'))
  .option('--output <file>', '写入文件（先写临时文件再改名）')
  .option('--with-text', 'json、ndjson 中带上正文，以后可用 report 制作标注正文的报告')
  .option('--print-config [file]', '显示配置（对某个文件）的最终结果，不检查')
  .option('--baseline <file>', '基线：其中已有的问题不计')
  .option('--write-baseline [file]', '把这次发现的问题写入基线')
  .option('--archive <folder>', '往年和其他单位的年报：与之核对上年结转和照抄')
  .addOption(new Option('--min-severity <severity>', '低于此级别的不列').choices(['info', 'warning', 'error']))
  .option('--max-warnings <n>', '警告超过 n 条即以 1 退出')
  .option('--encoding <label>', '指定编码，不再自动判断')
  .option('--stdin-filename <name>', '标准输入的文件名', 'stdin.txt')
  .option('--trial', '同时运行试用中的规则（只作提示）')
  .option('--quiet', '只列错误')
  .option('--no-color', '不用颜色')
  .option('--no-progress', '不显示进度')
  .action(async (inputs: string[], options) => {
    if (options.printConfig !== undefined) {
      const { printConfig } = await import('./commands/print-config.js');
      printConfig(options, options.printConfig === true ? inputs[0] : options.printConfig);
      return;
    }
    if (inputs.length === 0) throw new UserError('请写明要检查的文件、文件夹、通配符，或 -（标准输入）。');
    const { check } = await import('./commands/check.js');
    process.exitCode = await check(inputs, options);
  });

withConfigOptions(program.command('fix'))
  .description('改正可自动改的问题，其余不动；编码、换行不变')
  .helpOption('-h, --help', '显示帮助')
  .argument('<files...>', '文件')
  .option('--dry-run', '不写文件，只显示差异')
  .option('--baseline <file>', '基线：其中已有的问题不改')
  .option('--encoding <label>', '指定编码，不再自动判断')
  .action(async (files: string[], options) => {
    const { fix } = await import('./commands/fix.js');
    process.exitCode = await fix(files, options);
  });

withConfigOptions(program.command('annotate'))
  .description('把问题写成 Word 批注，可自动改的写成修订，另存一份；原文件不动')
  .helpOption('-h, --help', '显示帮助')
  .argument('<file>', '.docx 文件')
  .option('--output <file>', '存为；不写则存为 原名-批注.docx')
  .option('--author <name>', '批注人', 'gongwen-lint')
  .option('--accept <fingerprint>', '把这条问题的首个建议也写成修订，可重复', collect)
  .action(async (file: string, options) => {
    const { annotate } = await import('./commands/annotate.js');
    process.exitCode = await annotate(file, options);
  });

addReviewCommands(program);

program
  .command('report')
  .description('用存下的检查结果（NDJSON 或 JSON）制作报告')
  .helpOption('-h, --help', '显示帮助')
  .argument('<results>', 'check 或 scan 存下的结果；- 表示标准输入')
  .addOption(new Option('--format <format>', '输出格式').choices(FORMATS_OF_SITES).default('html'))
  .option('--output <file>', '写入文件（先写临时文件再改名）')
  .option('--no-color', '不用颜色')
  .action(async (results: string, options) => {
    const { report } = await import('./commands/report.js');
    await report(results, options);
  });

const scanCommand = withConfigOptions(program.command('scan'))
  .description('检查一个网站：直接抓取（网址、站点地图、网址清单），或读镜像文件夹、WARC、WACZ、NDJSON')
  .helpOption('-h, --help', '显示帮助')
  .argument(
    '<sources...>',
    '网址、文件夹、.warc[.gz]、.wacz、.ndjson、站点地图 .xml[.gz]、网址清单 .txt，或 -（标准输入的 NDJSON）',
  )
  .addOption(new Option('--format <format>', '输出格式').choices(FORMATS_OF_SITES).default('stylish'))
  .option('--output <file>', '写入文件（先写临时文件再改名）')
  .option('--with-text', 'json、ndjson 中带上正文，以后可用 report 制作标注正文的报告')
  .option('--baseline <file>', '上次检查存下的结果（NDJSON）：其中已有的不计，列出新增、已改、仍有多少')
  .option('--sample <percent>', '抽样检查，如 5%；同一网站每次抽中同样的页')
  .option('--archive <folder>', '往年和其他单位的年报：与之核对上年结转和照抄')
  .option('--state <dir>', '状态文件夹：中断后接着做，下次只查有变化的页')
  .option('--include <glob>', '只查这些，可重复', collect)
  .option('--exclude <glob>', '不查这些，可重复', collect)
  .option('--root-url <url>', '文件夹所镜像的网址')
  .option('--max-pages <n>', '至多检查多少页')
  .option('--rate <n>', '抓取：对一个主机每秒至多几次请求，默认 1')
  .option('--depth <n>', '抓取：从起点至多点几次链接，默认 20；站点地图和清单默认 0')
  .option('--max-per-pattern <n>', '抓取：只有数字不同的网址至多访问多少个')
  .option('--allow-host <host>', '抓取：也访问这个主机（主机 或 主机:端口），内网的须这样写明；可重复', collect)
  .option('--since <date>', '站点地图中此日之前修改的不查，如 2025-01-31')
  .option('--contact <text>', '抓取：写进 User-Agent 的邮箱或网址，便于对方联系')
  .option('--page-timeout <seconds>', '一页至多检查多少秒，默认 30')
  .option('--concurrency <n>', '线程数，默认为处理器核数')
  .addOption(new Option('--min-severity <severity>', '低于此级别的不列').choices(['info', 'warning', 'error']))
  .option('--no-progress', '不显示进度')
  .option('--database <url>', '由各台机器的 scan-worker 来查：postgres://用户@主机/库，见 docs/many-machines.md')
  .option('--pages-per-shard <n>', '多机：一片多少页，默认 200')
  .option('--lease <seconds>', '多机：一片多少秒没有音讯就换机器做，默认 30')
  .helpCommand(false)
  .action(async (sources: string[], options) => {
    const { scan } = await import('./commands/scan.js');
    process.exitCode = await scan(sources, options);
  });

scanCommand
  .command('status')
  .usage('--database <url> [--format json]')
  .description('多机检查的进度：各片待查、在查、已查、失败，页数、速度、还要多久；--remove 删去一次不要了的')
  .helpOption('-h, --help', '显示帮助')
  .option('--remove <id>', '删去这次检查：没有查的不查了，已有的结果也不要了')
  .action(async (_, command: Command) => {
    const { database, format, remove } = command.optsWithGlobals();
    if (database === undefined)
      throw new UserError('请用 --database 写明数据库，如 --database postgres://用户@主机/库。');
    const { scanStatus } = await import('./commands/scan-status.js');
    await scanStatus({ database, remove, isJson: format === 'json' });
  });

withConfigOptions(program.command('scan-worker'))
  .description('多机检查的一台：从数据库取任务来查，配置须与发起的 scan 相同')
  .helpOption('-h, --help', '显示帮助')
  .requiredOption('--database <url>', 'PostgreSQL 数据库')
  .option('--folder <folder>', '共享文件夹在本机的位置')
  .option('--archive <folder>', '往年和其他单位的年报，须与 scan 的相同')
  .option('--concurrency <n>', '线程数，默认为处理器核数')
  .option('--until-done', '没有要查的了就结束；不写则等下一次检查')
  .addOption(new Option('--min-severity <severity>', '低于此级别的不列').choices(['info', 'warning', 'error']))
  .action(async (options) => {
    const { scanWorker } = await import('./commands/scan-worker.js');
    await scanWorker(options);
  });

program
  .command('init')
  .description('写一份配置文件 .gongwenlintrc.json')
  .helpOption('-h, --help', '显示帮助')
  .option('--region <code>', '六位区划代码，如 411221')
  .option('--organ <name>', '发布机关')
  .option('--year <year>', '报告年度')
  .option('--yaml', '写 .gongwenlintrc.yaml')
  .option('--force', '覆盖已有的')
  .action(async (options) => {
    const { init } = await import('./commands/init.js');
    process.stdout.write(init(process.cwd(), options));
  });

program
  .command('extract')
  .description('显示规则所见的文字，逐块列出')
  .helpOption('-h, --help', '显示帮助')
  .argument('<file>', '文件')
  .option('--encoding <label>', '指定编码')
  .action(async (file: string, options: { encoding?: string }) => {
    const { extract } = await import('./commands/extract.js');
    process.exitCode = await extract(file, options.encoding);
  });

const rules = program
  .command('rules')
  .description('列出规则；explain ID 说明一条规则，new ID 新建规则')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand(false)
  .addOption(new Option('--format <format>', '输出格式').choices(['text', 'json']).default('text'))
  .action(async (options: { format: string }) => {
    const { listRules } = await import('./commands/rules.js');
    listRules(options.format);
  });

rules
  .command('explain')
  .description('说明一条规则')
  .helpOption('-h, --help', '显示帮助')
  .argument('<id>', '规则名')
  .action(async (id: string) => {
    const { explainRule } = await import('./commands/rules.js');
    explainRule(id);
  });

rules
  .command('new')
  .description('新建一条规则（在源代码目录中运行）')
  .helpOption('-h, --help', '显示帮助')
  .argument('<id>', '规则名')
  .action(async (id: string) => {
    const { newRule } = await import('./commands/new-rule.js');
    process.stdout.write(newRule(process.cwd(), id));
  });

program
  .command('dict')
  .description('词表：dict check FILE 检查自备词表')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand(false)
  .command('check')
  .description('词表是否合格')
  .helpOption('-h, --help', '显示帮助')
  .argument('<files...>', '词表文件')
  .action(async (files: string[]) => {
    const { checkDictionaries } = await import('./commands/dictionary.js');
    process.exitCode = checkDictionaries(files);
  });

program
  .command('doctor')
  .description('检查运行环境，说明缺什么、怎样补')
  .helpOption('-h, --help', '显示帮助')
  .action(async () => {
    const { doctor } = await import('./commands/doctor.js');
    process.stdout.write(await doctor(packageJson.version));
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  else {
    const isTold = error instanceof UserError || error instanceof UnreadableError;
    process.stderr.write(
      isTold ? `${error.message}\n` : `本工具出错，请报告：${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = error instanceof UnreadableError ? COULD_NOT_READ : COULD_NOT_RUN;
  }
}
