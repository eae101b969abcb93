import { Unavailable } from '../../telemetry/unavailable.ts'

/** Bytes that one request holds, until it is disposed of. */
export interface HeldBytes extends Disposable {
  /** It holds `bytes` now. Throws `Unavailable` when that is more than there is room for. */
  resize(bytes: number): void
}

/**
 * Room for `most` bytes of batches at a time. Events are counted where they wait to be stored, but a thousand of them may be 100 kB or
 * 8 MB: what is held is bounded by its size too.
 */
export function roomFor(most: number): { hold(): HeldBytes } {
  let taken = 0
  return {
    hold() {
      let held = 0
      return {
        resize(wanted) {
          if (wanted > held && taken + wanted - held > most)
            throw new Unavailable('Too many batches are on their way')
          taken += wanted - held
          held = wanted
        },
        [Symbol.dispose]() {
          taken -= held
          held = 0
        },
      }
    },
  }
}
