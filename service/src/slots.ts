import { Unavailable } from './telemetry/unavailable.ts'

/** Places for work that is heavy or long, so that it never takes the room of all else. */
export interface Slots {
  /** A place until it is disposed. Throws `Unavailable` where none is free: nobody waits here. */
  take(): Disposable
}

/** At most `limit` at a time; `what` is the work, for people: `histories are streamed`. */
export function slots(limit: number, what: string): Slots {
  let taken = 0
  return {
    take() {
      if (taken >= limit) throw new Unavailable(`${limit} ${what} already`)
      taken += 1
      let held = true
      return {
        [Symbol.dispose]() {
          if (held) taken -= 1
          held = false
        },
      }
    },
  }
}
