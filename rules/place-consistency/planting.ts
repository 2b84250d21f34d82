import { misspeltPlace } from '../../src/rule/misspelt-place.js';
import { definePlanting } from '../../src/rule/planting.js';

export default definePlanting({
  title: '多次出现的县名，一处换成形近字或繁体字',
  plant: (text, random, dictionaries) => misspeltPlace(text, random, dictionaries, (times) => times > 1),
});
