import { misspeltPlace } from '../../workshop/planting/misspelt-place.js';
import { definePlanting } from '../../workshop/planting/planting.js';

export default definePlanting({
  title: '多次出现的县名，一处换成形近字或同音字',
  plant: (text, random, dictionaries) => misspeltPlace(text, random, dictionaries, (times) => times > 1),
});
