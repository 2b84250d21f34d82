/** Sources of patterns: how a text says that a sum of money came to be more, 收入增加. */
export const MONEY_RISES = '增加|增长|提高|上升|增';

/** The same of any figure; of money 扩大 and 提升 are left out, as they say what it is spent on: 用于扩大3万元规模. */
export const RISES = `${MONEY_RISES}|提升|扩大`;

/** How a text says of any figure that it came to be less. */
export const FALLS = '减少|下降|降低|压减|缩减|降';
