import type { Reader } from './stream-audience.ts'

/** How many streams may be open with one key. */
export interface ReaderLimits {
  /** Of a device. */
  readonly device: number
  /** Of the operator, together. */
  readonly operator: number
}

/** Places for the streams of each reader, so that none takes those of all others. */
export interface ReaderPlaces {
  /** A place until it is disposed of; `undefined` where this reader has none left. */
  take(reader: Reader): Disposable | undefined
  /** How many `reader` may have. */
  most(reader: Reader): number
}

/** Counted by each task for itself. */
export function readerPlaces(limits: ReaderLimits): ReaderPlaces {
  const taken = new Map<Reader, number>()
  const most = (reader: Reader) => (reader === 'operator' ? limits.operator : limits.device)
  const change = (reader: Reader, by: number) => {
    const left = (taken.get(reader) ?? 0) + by
    if (left === 0) taken.delete(reader)
    else taken.set(reader, left)
  }
  return {
    most,
    take(reader) {
      if ((taken.get(reader) ?? 0) >= most(reader)) return undefined
      change(reader, 1)
      return { [Symbol.dispose]: () => change(reader, -1) }
    },
  }
}
