import { definePlanting, draw } from '../../src/rule/planting.js';

// 569例，其中境外输入34例，本土535例: a total and two or three parts of one unit
const BREAKDOWN =
  /(?<![\d.万亿])(?<total>\d{1,7}(?:\.\d{1,2})?)(?<unit>万?(?:[件条起例个项人户家次篇场所处座台辆亩吨]|亿?元))[，,]?其中[^\d。；，、（(]{0,12}，?[^\d。；，、（(]{0,12}(?<a>\d{1,7}(?:\.\d{1,2})?)\k<unit>[，、和][^\d。；，、（(]{0,12}(?<b>\d{1,7}(?:\.\d{1,2})?)\k<unit>(?:[，、和][^\d。；，、（(]{0,12}(?<c>\d{1,7}(?:\.\d{1,2})?)\k<unit>)?/dgu;

/** A digit changed, dropped or swapped with the next. */
function misprinted(digits: string, random: () => number): string {
  const at = Math.floor(random() * digits.length);
  const digit = digits[at] ?? '';
  if (digit === '.') return misprinted(digits, random);
  const other = String((Number(digit) + 1 + Math.floor(random() * 9)) % 10);
  const next = digits[at + 1] ?? '';
  const swapped = digits.slice(0, at) + next + digit + digits.slice(at + 2);
  return (
    draw(
      [
        digits.slice(0, at) + other + digits.slice(at + 1),
        ...(/\d/u.test(next) && next !== digit ? [swapped] : []),
        ...(digits.length > 2 && !digits.includes('.') ? [digits.slice(0, at) + digits.slice(at + 1)] : []),
      ],
      random,
    ) ?? digits
  );
}

export default definePlanting({
  title: '总数或分项中的一个数字错一位、漏一位、颠倒',
  plant(text, random) {
    const right = [...text.matchAll(BREAKDOWN)].filter(({ groups }) => {
      const { total, a, b, c = '0' } = groups ?? {};
      return Math.abs(Number(total) - Number(a) - Number(b) - Number(c)) < 1e-6;
    });
    const found = draw(right, random);
    const places = found?.indices?.groups ?? {};
    const named = draw(
      ['total', 'a', 'b', 'c'].filter((name) => places[name]),
      random,
    );
    const place = named === undefined ? undefined : places[named];
    const total = places.total;
    if (!place || !total) return undefined;
    const [start, end] = place;
    const faulty = misprinted(text.slice(start, end), random);
    // Told at the total, whichever figure is wrong.
    const length = named === 'total' ? faulty.length : total[1] - total[0];
    return { range: { start, end }, text: faulty, expected: { start: total[0], end: total[0] + length } };
  },
});
