import { loadSlipModel } from './slip-model.js';
import { loadTypoModel, typoModelVersions } from './typo-model.js';

/** The shipped models as every context has them, each loaded when first asked for. */
export const shippedModels = {
  typoModel: loadTypoModel,
  slipModel: loadSlipModel,
  modelVersions: typoModelVersions,
} as const;
