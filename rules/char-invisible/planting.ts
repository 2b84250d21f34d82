import { definePlanting, draw } from '../../workshop/planting/planting.js';

const BETWEEN = /(?<=\p{Script=Han})(?=\p{Script=Han})/gu; // 渑|池
const CHARACTERS = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u0008', '\u200e', '\u202c', '\ue5e5'] as const;

export default definePlanting({
  title: '两字之间夹入零宽字符、控制字符、私用区字符',
  plant(text, random) {
    const place = draw([...text.matchAll(BETWEEN)], random);
    const character = draw(CHARACTERS, random);
    if (!place || character === undefined) return undefined;
    return { range: { start: place.index, end: place.index }, text: character };
  },
});
