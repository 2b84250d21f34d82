/** Lines and runs of bytes from a stream of them; holds what was asked for and one chunk, not the stream. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #isDone = false;
  /** Bytes given out so far. */
  position = 0;

  constructor(input: AsyncIterable<Uint8Array>) {
    this.#chunks = input[Symbol.asyncIterator]();
  }

  async #fill(length: number): Promise<void> {
    const chunks = [this.#held];
    let size = this.#held.length;
    while (size < length && !this.#isDone) {
      const next = await this.#chunks.next();
      if (next.done) this.#isDone = true;
      else {
        chunks.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
        size += next.value.length;
      }
    }
    if (chunks.length > 1) this.#held = Buffer.concat(chunks);
  }

  #give(length: number): Buffer {
    const given = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    this.position += given.length;
    return given;
  }

  /** Up to `length` bytes, fewer at the end only; they stay. */
  async peek(length: number): Promise<Buffer> {
    await this.#fill(length);
    return this.#held.subarray(0, length);
  }

  /** Up to `length` bytes, fewer at the end only. */
  async take(length: number): Promise<Buffer> {
    await this.#fill(length);
    return this.#give(length);
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) {
      await this.#fill(1);
      const gone = this.#give(left).length;
      if (gone === 0) return;
      left -= gone;
    }
  }

  /** Puts back what was taken last: the bytes are given again. */
  putBack(bytes: Uint8Array): void {
    this.#held = Buffer.concat([bytes, this.#held]);
    this.position -= bytes.length;
  }

  /** A line with its end, cut at `limit` bytes; empty at the end of the stream. */
  async line(limit: number): Promise<Buffer> {
    for (let wanted = 256; ; wanted *= 2) {
      const seen = await this.peek(Math.min(wanted, limit));
      const end = seen.indexOf(10);
      if (end >= 0) return this.#give(end + 1);
      if (seen.length < wanted || wanted >= limit) return this.#give(seen.length);
    }
  }
}
