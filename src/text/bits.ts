/** A set of the whole numbers of so many bits. */
export const bitSet = (bits: number): Int32Array => new Int32Array(2 ** (bits - 5));

export const setBit = (set: Int32Array, number: number): void => {
  set[number >>> 5] = (set[number >>> 5] as number) | (1 << (number & 31));
};

export const hasBit = (set: Int32Array, number: number): boolean =>
  (((set[number >>> 5] as number) >>> (number & 31)) & 1) === 1;
