import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Range } from '../text/range.js';

const NEIGHBOURS = 12;
/** Without white space. */
export const squeeze = (text: string): string => text.replace(/\s{1,1000}/gu, '');

/** What a finding is known by before its occurrence is counted: rule, text, and the characters on either side. */
export const findingKey = (ruleId: string, text: string, { start, end }: Range): string =>
  [
    ruleId,
    text.slice(start, end),
    squeeze(text.slice(Math.max(0, start - NEIGHBOURS * 2), start)).slice(-NEIGHBOURS),
    squeeze(text.slice(end, end + NEIGHBOURS * 2)).slice(0, NEIGHBOURS),
  ].join('\u0001');

/** A finding's identity across edits elsewhere: no line numbers. `occurrence` tells equal keys apart, from 0. */
export const fingerprint = (key: string, occurrence: number): string =>
  bytesToHex(sha256(utf8ToBytes(`${key}\u0001${occurrence}`.toWellFormed()))).slice(0, 20);
