import { misspeltPlace } from '../../workshop/planting/misspelt-place.js';
import { definePlanting } from '../../workshop/planting/planting.js';

export default definePlanting({
  title: '只出现一次的县名换成形近字或同音字',
  plant: (text, random, dictionaries) => misspeltPlace(text, random, dictionaries, (times) => times === 1),
});
