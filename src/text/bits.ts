/** A set of the whole numbers of so many bits. */
export const bitSet = (bits: number): Int32Array => new Int32Array(2 ** (bits - 5));

export const setBit = (set: Int32Array, number: number): void => {
  set[number >>> 5] = (set[number >>> 5] as number) | (1 << (number & 31));
};

export const hasBit = (set: Int32Array, number: number): boolean =>
  (((set[number >>> 5] as number) >>> (number & 31)) & 1) === 1;

/** High bits of a hash spread over the low ones, which tell the place in a set. */
export const spread = (hash: number): number => hash ^ (hash >>> 15);

/** Of two UTF-16 units, before it is cut to the bits of a set. */
export const mixOfPair = (one: number, other: number): number =>
  Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
