const DIGITS = '零一二三四五六七八九';

/** 二十三 → 23, up to 999; digit by digit where no unit stands: 二〇二二 → 2022. */
export function chineseNumber(text: string): number {
  if (!/[十百]/u.test(text)) return [...text].reduce((total, character) => total * 10 + digitOf(character), 0);
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = character === '百' ? 100 : character === '十' ? 10 : 0;
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = digitOf(character);
  }
  return total + digit;
}

// 〇 and what is typed for it: 二○二二, 二零二二.
const digitOf = (character: string): number => Math.max(0, DIGITS.indexOf(character));

/** A whole number as printed, in Arabic or Chinese numerals. */
export const numberOf = (text: string): number => (/^\d/u.test(text) ? Number(text) : chineseNumber(text));

/** 23 → 二十三, up to 99. */
export function chineseNumeral(number: number): string {
  const tens = Math.floor(number / 10);
  const units = number % 10;
  return `${tens > 1 ? DIGITS.charAt(tens) : ''}${tens > 0 ? '十' : ''}${units > 0 || tens === 0 ? DIGITS.charAt(units) : ''}`;
}
