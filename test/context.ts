import { loadDictionaries } from '../src/dictionary/load-dictionaries.js';
import { loadSlipModel } from '../src/dictionary/slip-model.js';
import { loadTypoModel } from '../src/dictionary/typo-model.js';
import type { Context } from '../src/document/document.js';
import { loadSegmenter } from '../src/segment/segmenter.js';

/** The shipped dictionaries, segmenter and typo models, as the command line uses them. */
export const context: Context = {
  dictionaries: loadDictionaries(),
  profile: {},
  segmenter: loadSegmenter,
  typoModel: loadTypoModel,
  slipModel: loadSlipModel,
};
