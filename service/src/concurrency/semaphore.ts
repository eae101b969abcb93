import { Unavailable } from '../telemetry/unavailable.ts'

/** Permits for work that is heavy or long, so that it never takes the room of all else. */
export interface Semaphore {
  /** A permit, given back when it is disposed. Throws `Unavailable` where none is left: nobody waits here. */
  acquire(): Disposable
}

/** At most `permits` at a time; `what` is the work, for people: `histories are streamed`. */
export function semaphore(permits: number, what: string): Semaphore {
  let acquired = 0
  return {
    acquire() {
      if (acquired >= permits) throw new Unavailable(`${permits} ${what} already`)
      acquired += 1
      let held = true
      return {
        [Symbol.dispose]() {
          if (held) acquired -= 1
          held = false
        },
      }
    },
  }
}
