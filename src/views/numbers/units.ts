/** What counts things one by one; 个 apart, which begins other words. */
const COUNTED = '人次|件|条|份|项|名|户|家|次|篇|期|场|起|例';

/** Also what measures, and what counts in ways that leave no doubt which word the number belongs to. */
const MEASURED = '个百分点|平方公里|平方米|立方米|千瓦时|公里|公顷|美元|元|人|处|座|台|辆|只|吨|米|亩|册|批|套';

/** Only of figures to be added up: nobody has read these behind 多 and 余, where some begin a word (20多部门). */
const SUMMED = '欧元|千瓦|宗|部|所|头|笔|单|本|枚|艘|架|位|张|幅|株|棵|%';

// In each source below the longer of two words that begin alike stands first: 人次 before 人, 千瓦时 before 千瓦.

/** Source of a pattern: what nobody counts a little more than nine of, as 9余件; 5余吨 may be five tons and a bit. */
export const INDIVISIBLE_UNITS = `${COUNTED}|个`;

/** Source of a pattern: what 约 and 余 are said of in digits; 近3个月 is a time. */
export const ROUNDED_UNITS = `${COUNTED}|${MEASURED}|个(?!月)`;

/** Source of a pattern: what figures are compared and added up in; 3个百分点 and 5个工作日 count no things. */
export const SUMMED_UNITS = `${COUNTED}|${MEASURED}|${SUMMED}|个(?!月|百分|工作日)`;

/** What figures in characters are added up in: of few units, as 一次 and 两个 count nothing that would be summed. */
export const SUMMED_IN_CHINESE = '件条起份例项人名户家';

/** What 近 and 余 are said of in characters, 近百余位: of one character, as the pattern has it. */
export const ROUNDED_IN_CHINESE = '个名人件家户条项次份位';

/** Source of a pattern: what applications and cases are counted in, as 收到申请15宗. */
export const CASE_UNITS = '件|条|起|份|宗|例|个|次|项';
