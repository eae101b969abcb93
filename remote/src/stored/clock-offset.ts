/** An event whose way is known on both clocks, milliseconds since the epoch. */
export interface Exchange {
  readonly sentAt: number
  readonly answeredAt: number
  /** By the clock of the store. */
  readonly receivedAt: number
}

/**
 * How far the store's clock is ahead of this machine's, milliseconds. What is stored before it is answered was received between sending and
 * answer, so each exchange bounds the offset from both sides, and the narrowest bounds of all rule (RFC 5905 takes the exchange with the least delay for
 * the same reason). 0 where the clocks may agree: nothing is corrected that need not be. Where the answer comes before the store (`enqueued`)
 * only "received after it was sent" is known.
 */
export function clockOffsetMs(exchanges: readonly Exchange[], promise: 'committed' | 'enqueued'): number {
  const most = Math.min(...exchanges.map(({ sentAt, receivedAt }) => receivedAt - sentAt))
  const least =
    promise === 'committed'
      ? Math.max(...exchanges.map(({ answeredAt, receivedAt }) => receivedAt - answeredAt))
      : Number.NEGATIVE_INFINITY
  if (exchanges.length === 0 || (least <= 0 && most >= 0)) return 0
  if (least === Number.NEGATIVE_INFINITY) return most
  return Math.round((least + most) / 2)
}
