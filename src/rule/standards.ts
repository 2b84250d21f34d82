/** A standard that rules may cite. */
export interface Standard {
  readonly title: string;
  readonly number: string;
  /** In force since, YYYY-MM-DD. */
  readonly since: string;
}

/** Titles, numbers and dates as the standards dossier of the project has them. */
export const STANDARDS = {
  'GB/T 9704-2012': { title: '党政机关公文格式', number: 'GB/T 9704-2012', since: '2012-07-01' },
  'GB/T 15834-2011': { title: '标点符号用法', number: 'GB/T 15834-2011', since: '2012-06-01' },
  'GB/T 15835-2011': { title: '出版物上数字用法', number: 'GB/T 15835-2011', since: '2011-11-01' },
  地名管理条例: { title: '地名管理条例', number: '国务院令第753号', since: '2022-05-01' },
  通用规范汉字表: { title: '通用规范汉字表', number: '国发〔2013〕23号', since: '2013-06-05' },
  'GF 1001-2001': { title: '第一批异形词整理表', number: 'GF 1001-2001', since: '2002-03-31' },
  公文处理工作条例: { title: '党政机关公文处理工作条例', number: '中办发〔2012〕14号', since: '2012-07-01' },
  政府信息公开条例: { title: '中华人民共和国政府信息公开条例', number: '国务院令第711号', since: '2019-05-15' },
  预算法: { title: '中华人民共和国预算法', number: '主席令第22号', since: '2018-12-29' },
  图书质量管理规定: { title: '图书质量管理规定', number: '新闻出版总署令第26号', since: '2005-03-01' },
  '国办公开办函〔2021〕30号': {
    title: '中华人民共和国政府信息公开工作年度报告格式',
    number: '国办公开办函〔2021〕30号',
    since: '2021-09-26',
  },
} as const satisfies Readonly<Record<string, Standard>>;

export type StandardId = keyof typeof STANDARDS;
