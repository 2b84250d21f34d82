import { type Command, Option } from 'commander';
import { collect, withConfigOptions } from '../options/config-options.js';

/** What may not be done to a case as it is, is told and is exit code 1: nothing was written. */
async function attempt(act: () => Promise<number | undefined>): Promise<void> {
  const { Refusal } = await import('../../approval/case.js');
  try {
    process.exitCode = (await act()) ?? 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

const RECORD = '审校记录，或它旁边的正文文件';

/** The commands of file-based approval: one record, passed from hand to hand. */
export function addReviewCommands(program: Command): void {
  const review = program
    .command('review')
    .description('三审三校：提交、处理问题、逐级签名、核对；全在一个记录文件里，不需要服务器')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false);
  const command = (name: string, description: string, isDefault = false): Command =>
    review.command(name, { isDefault }).description(description).helpOption('-h, --help', '显示帮助');
  const by = (to: Command, role: string | undefined): Command =>
    to
      .requiredOption('--by <name>', '姓名')
      .addOption(
        role === undefined
          ? new Option('--as <level>', '初审、复审或终审').makeOptionMandatory()
          : new Option('--as <role>', '身份：拟稿人、校对、初审、复审、终审……').default(role),
      );
  withConfigOptions(by(command('submit', '提交正文，建立记录和登记表；改稿后再运行即重新提交', true), '拟稿人'))
    .argument('<file>', '正文文件')
    .option('--record <file>', '记录文件；不写则存为 原名.审校记录.json')
    .option('--field <name=value>', '登记表上的一项，如 拟发布栏目=通知公告，可重复', collect)
    .action((file: string, options) => attempt(async () => (await import('./review.js')).submit(file, options)));

  withConfigOptions(by(command('fixed', '这些问题已在正文里改好：重新提交，并核对确实没有了'), '拟稿人'))
    .argument('<record>', RECORD)
    .argument('<numbers...>', '问题的序号')
    .option('--document <file>', '正文文件；不写则为记录旁边的')
    .action((record: string, numbers: string[], options) =>
      attempt(async () => (await import('./review.js')).fixed(record, numbers, options)),
    );

  for (const [name, kind, description] of [
    ['waive', 'waived', '这些问题予以保留，须写理由'],
    ['reopen', 'reopened', '把这些问题改回未处理，须写理由'],
  ] as const)
    by(command(name, description), '拟稿人')
      .argument('<record>', RECORD)
      .argument('<numbers...>', '问题的序号')
      .requiredOption('--reason <text>', '理由')
      .action((record: string, numbers: string[], options) =>
        attempt(async () => {
          await (await import('./review.js')).decide(kind, record, numbers, options);
          return undefined;
        }),
      );

  by(command('sign', '签名：初审、复审、终审依次'), undefined)
    .argument('<record>', RECORD)
    .option('--opinion <text>', '意见', '同意')
    .option('--document <file>', '正文文件；不写则为记录旁边的')
    .option('--roster <file>', '名册（JSON）：谁可以签哪一级，及其公钥')
    .option('--key <file>', '私钥文件（Ed25519，PEM）')
    .action((record: string, options) =>
      attempt(async () => {
        await (await import('./review.js')).sign(record, options);
        return undefined;
      }),
    );

  by(command('return', '退回修改，须写理由'), undefined)
    .argument('<record>', RECORD)
    .requiredOption('--reason <text>', '理由')
    .action((record: string, options) =>
      attempt(async () => {
        await (await import('./review.js')).giveBack(record, options);
        return undefined;
      }),
    );

  command('show', '显示问题、签名和经过')
    .argument('<record>', RECORD)
    .action((record: string) =>
      attempt(async () => {
        (await import('./review.js')).show(record);
        return undefined;
      }),
    );

  command('form', '重做登记表，或填写本单位的 .docx 模板')
    .argument('<record>', RECORD)
    .option('--template <file>', '含 {{字段}} 的 .docx')
    .option('--output <file>', '存为')
    .action((record: string, options) =>
      attempt(async () => {
        await (await import('./review.js')).makeForm(record, options);
        return undefined;
      }),
    );

  withConfigOptions(command('verify', '核对正文、问题、处理意见、签名是否仍然相符；相符为 0，不符为 1'))
    .argument('<record>', RECORD)
    .option('--document <file>', '正文文件；不写则为记录旁边的')
    .option('--code <code>', '登记表上印的校验码或签名码')
    .option('--form <file>', '登记表文件；不写则为记录旁边的')
    .option('--roster <file>', '名册（JSON）：谁可以签哪一级，及其公钥')
    .option('--bytes', '文件也须一字节不差，不只是文字相同')
    .option('--complete', '还没有审定也算不符')
    .action((record: string, options) => attempt(async () => (await import('./review.js')).verify(record, options)));

  command('key', '生成一对密钥（Ed25519），签名时用')
    .argument('<file>', '私钥存为')
    .action((file: string) =>
      attempt(async () => {
        (await import('./review.js')).key(file);
        return undefined;
      }),
    );
}
