/** File-based approval as models: what the commands of `review` are made of, free of files and clocks. */
export {
  type Action,
  act,
  awaitsLevel,
  type Case,
  type CaseFinding,
  type Decision,
  nextLevel,
  Refusal,
  replay,
  type Signature,
  type Status,
} from './case.js';
export { FORM_FIELDS, form, formFields, formLists, historyOf } from './form.js';
export {
  type CaseEvent,
  chainFaults,
  codeOf,
  type DocumentMark,
  digest,
  type ReviewRecord,
  recordOf,
} from './ledger.js';
export { type Person, SIGN_LEVELS, type SignLevel } from './levels.js';
export { type Evidence, type RosterEntry, type Verified, verify } from './verify.js';
