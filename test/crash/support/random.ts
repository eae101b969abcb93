/** Random numbers that a seed repeats. */
export interface Random {
  readonly seed: number
  /** An integer from 0 to `below` - 1. */
  below(below: number): number
  /** True once in `times`. */
  once(times: number): boolean
  pick<T>(from: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
  /** As UUIDs look, of any version. */
  uuid(): string
}

/** Of the seed in TELEMARK_SEED, or of any. */
export function random(seed: number = Number(process.env.TELEMARK_SEED ?? Date.now() % 2 ** 31)): Random {
  let state = seed
  // mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return {
    seed,
    below,
    once: (times) => below(times) === 0,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
    shuffled: (list) =>
      list
        .map((one) => ({ one, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  }
}
