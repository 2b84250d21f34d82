import { definePlanting, draw } from '../../workshop/planting/planting.js';

const WITHIN_HAN = /(?<=\p{Script=Han})(?=\p{Script=Han})/gu; // 加|强
const PARTICLES = [...'的了在和与是有为对将被把从及以于不也'];
/** How far away a character left over from another wording stands. */
const NEARBY = 8;

export default definePlanting({
  title: '汉字之间多一个虚词、重写一字或留下邻近的一个字',
  plant(text, random) {
    const found = draw([...text.matchAll(WITHIN_HAN)], random);
    if (!found) return undefined;
    const { index } = found;
    const sort = random();
    const nearby = [...text.slice(Math.max(0, index - NEARBY), index + NEARBY)].filter((character) =>
      /\p{Script=Han}/u.test(character),
    );
    // Of a character that stands twice, the second is told.
    const repeated = text.charAt(index - 1);
    const extra = sort < 1 / 3 ? draw(PARTICLES, random) : sort < 2 / 3 ? repeated : draw(nearby, random);
    return extra === undefined ? undefined : { range: { start: index, end: index }, text: extra };
  },
});
