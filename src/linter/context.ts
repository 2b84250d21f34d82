import { loadDictionaries } from '../dictionary/load-dictionaries.js';
import { shippedModels } from '../dictionary/models.js';
import type { Archive, Context } from '../document/document.js';
import type { Config } from '../engine/ruleset.js';
import { loadSegmenter } from '../segment/segmenter.js';

/**
 * What documents are read with under a config: dictionaries with the user's overlays, the publisher, segmenter and models,
 * each loaded when first asked for.
 * @throws UserError for a faulty overlay.
 */
export const contextOf = ({ dictionaries, profile = {} }: Config, archive?: Archive): Context => ({
  dictionaries: loadDictionaries(dictionaries),
  profile,
  segmenter: loadSegmenter,
  ...shippedModels,
  ...(archive && { archive }),
});
