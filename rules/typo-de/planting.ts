import { definePlanting, draw, type PlantedFault } from '../../workshop/planting/planting.js';
import { listedWords } from '../../workshop/planting/slips.js';

/** A word, 地 and another, of which the segmenter's list says that they may be an adverbial and its verb. */
const ADVERBIAL = /(?<=(\p{Script=Han}{2,4}))地(?=(\p{Script=Han}{1,4}))/gu; // 深入地推进
const COMPLEMENT =
  /(?<=取)得(?=了|明显|显著|较好|良好|优异|突破性|阶段性)|(?<=值)得(?=注意|肯定|借鉴|推广|学习|一提|关注|信赖|警惕)|(?<=[变显])得(?=更加|更为|越来越|十分|非常|格外|尤为)|(?<=不)得(?=不|已|少于|超过|擅自|低于|高于|迟于|转让|泄露)|(?<=来)得(?=及)|(?<=舍不)得/gu; // 取得了

export default definePlanting({
  title: '“地”“得”写成“的”：分词词表所说的形容词、副词后，动词前，“取得了”“值得注意”等补语前，各半',
  plant(text, random, dictionaries): PlantedFault | undefined {
    const words = listedWords(dictionaries);
    const isAdverbial = (word: string): boolean => /^[adz]/u.test(words.get(word) ?? '');
    const isVerb = (word: string): boolean => /^v$/u.test(words.get(word) ?? '');
    const adverbials = [...text.matchAll(ADVERBIAL)].filter(
      ([, before = '', after = '']) =>
        [2, 3, 4].some((length) => isAdverbial(before.slice(-length))) &&
        [2, 3, 4].some((length) => isVerb(after.slice(0, length))),
    );
    const found = draw(random() < 0.5 ? adverbials : [...text.matchAll(COMPLEMENT)], random);
    return found && { range: { start: found.index, end: found.index + 1 }, text: '的' };
  },
});
