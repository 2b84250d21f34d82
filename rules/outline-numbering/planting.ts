import { chineseNumber, chineseNumeral } from '../../src/text/numerals.js';
import { definePlanting, draw } from '../../workshop/planting/planting.js';

const MARK = /^(?:（(?<inner>[一二三四五六七八九十]{1,3})）|(?<outer>[一二三四五六七八九十]{1,3})、)/gmu; // （三） or 三、

export default definePlanting({
  title: '连续三个层次序数的中间一个改为前一个或后一个的号',
  plant(text, random) {
    const marks = [...text.matchAll(MARK)].map((match) => ({
      match,
      number: chineseNumber(match.groups?.inner ?? match.groups?.outer ?? ''),
      inner: match.groups?.inner !== undefined,
    }));
    const middles = marks.flatMap((mark, i) => {
      const around = [marks[i - 1], marks[i + 1]];
      const regular = around.every(
        (other, side) => other && other.inner === mark.inner && other.number === mark.number + (side === 0 ? -1 : 1),
      );
      return regular ? [mark] : [];
    });
    const middle = draw(middles, random);
    if (!middle) return undefined;
    const start = middle.match.index + (middle.inner ? 1 : 0);
    const range = { start, end: start + chineseNumeral(middle.number).length };
    return { range, text: chineseNumeral(middle.number + (random() < 0.5 ? -1 : 1)) };
  },
});
