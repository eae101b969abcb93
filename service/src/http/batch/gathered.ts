/**
 * Bytes that come in pieces, in one buffer. Kept as they come, a million pieces of one byte, which a chunked body may have, took a process
 * 550 MB.
 */
export class Gathered {
  readonly #most: number
  #buffer = Buffer.alloc(0)
  #length = 0

  /** `most`: no more bytes will be added. */
  constructor(most: number) {
    this.#most = most
  }

  get length(): number {
    return this.#length
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  /** What it takes with `more` bytes: as much as has come, or up to half as much again, so that it is not copied for each piece. */
  sizeWith(more: number): number {
    const needed = this.#length + more
    const { length: size } = this.#buffer
    if (needed <= size) return size
    return Math.max(needed, Math.min(Math.ceil(size * 1.5), this.#most))
  }

  add(piece: Buffer): void {
    const size = this.sizeWith(piece.length)
    if (size > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(size)
      this.bytes.copy(grown)
      this.#buffer = grown
    }
    this.#length += piece.copy(this.#buffer, this.#length)
  }
}
