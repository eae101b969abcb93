import { Unavailable } from '../../telemetry/unavailable.ts'

/** A body of 1 MiB that takes longer comes at less than 4 Mbit/s. */
const patienceMs = 2000

/** Bytes that one request holds, until it is disposed of. */
export interface HeldBytes extends Disposable {
  /** It holds `bytes` now. Throws `Unavailable` when that is more than there is room for. */
  resize(bytes: number): void
  /** Until the answer is disposed of, its bytes are still arriving. `giveUp` is called where they take long and others need the room, which it has lost by then. */
  arriving(giveUp: (why: Unavailable) => void): Disposable
}

interface Arriving {
  readonly since: number
  readonly bytes: () => number
  readonly giveUp: () => void
}

/**
 * Room for `most` bytes of batches at a time. Events are counted where they wait to be stored, but a thousand of them may be 100 kB or
 * 8 MB: what is held is bounded by its size too.
 *
 * Whoever sends slowly keeps nobody out: where room is short, the largest of the bodies that have been arriving for more than two seconds
 * gives up its own. A younger one is left alone, or many that come at once would push out one another. `now` in milliseconds.
 */
export function roomFor(most: number, now = () => performance.now()): { hold(): HeldBytes } {
  const onTheirWay = new Set<Arriving>()
  let taken = 0

  function makeRoom(bytes: number, own: Arriving | undefined): void {
    while (taken + bytes > most) {
      const slow = largestOf(onTheirWay, (one) => one !== own && now() - one.since > patienceMs)
      if (slow === undefined) throw new Unavailable('Too many batches are on their way')
      slow.giveUp()
    }
  }

  return {
    hold() {
      let held = 0
      let own: Arriving | undefined
      const letGo = () => {
        taken -= held
        held = 0
        if (own !== undefined) onTheirWay.delete(own)
        own = undefined
      }
      return {
        resize(wanted) {
          if (wanted > held) makeRoom(wanted - held, own)
          taken += wanted - held
          held = wanted
        },
        arriving(giveUp) {
          const arriving = {
            since: now(),
            bytes: () => held,
            giveUp() {
              letGo()
              giveUp(new Unavailable('Others need the room that this batch takes, and it arrives too slowly'))
            },
          }
          own = arriving
          onTheirWay.add(arriving)
          return { [Symbol.dispose]: () => void onTheirWay.delete(arriving) }
        },
        [Symbol.dispose]: letGo,
      }
    },
  }
}

function largestOf(all: Iterable<Arriving>, isMeant: (one: Arriving) => boolean): Arriving | undefined {
  let largest: Arriving | undefined
  for (const one of all) if (isMeant(one) && one.bytes() > (largest?.bytes() ?? 0)) largest = one
  return largest
}
