/** What follows the name of a county where it is one: 渑池县人民政府, 渑池县公安局. */
export const ORGAN =
  /^(?:人民政府|人民法院|人民检察院|人民代表大会|人大|政协|政府|委|纪委|监委|委员会|法院|检察院|[\u4e00-\u9fff]{2,8}(?:局|委员会|办公室|管理处))/u;

/** Ordinary words before 县/市/区 that lie one character from a name: 全县, 各市, 本区. */
export const ORDINARY =
  /[全各该本我贵邻外每某两三几多数个级属辖与和及或在是的了由向对从为到至于前原老新旧这那此县市区旗省镇乡州盟]/u;

/** Of those, what begins no name even where it looks like one: 吉林省的城市. */
export const ORDINARY_BEGINNING = /^[的各全我该本]/u;

/** One character before a name that is a word of its own: 在富锦市; 阿 of 阿尔勒市 is none. */
export const BEFORE_NAME = /[在于到往赴去向由从与和及是或为如经位起抵达至自对将把以的某内省市县区州属驻]/u;

/**
 * Countries that write their places in our characters with our suffixes: near one, 石川县珠洲市 is theirs and no misprint
 * of ours. Japan alone is listed, as the one whose names the rule was tried on.
 */
export const COUNTRIES_WITH_OUR_SUFFIXES: readonly string[] = ['日本'];
