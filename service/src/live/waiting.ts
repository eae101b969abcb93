/** How many bytes may wait for readers. */
export interface WaitingLimits {
  /** For one reader. */
  readonly most: number
  /** For all readers of a task. */
  readonly mostOfAll: number
  /** For one reader, whatever waits for others: who reads as fast as events come is not held up by those who do not. */
  readonly always: number
}

/** What waits for one reader, until it is disposed of. */
export interface Waiting extends Disposable {
  /** It reads more slowly than events come, or so many others do that nothing but a little may wait for it. */
  isFull(): boolean
}

/** Counts what waits for all readers of a task. */
export interface WaitingRoom {
  /** `bytes`: that wait for this reader now. */
  open(bytes: () => number): Waiting
}

/** What waits is at most `mostOfAll`, and `always` for each reader, and an event each. */
export function waitingRoom({ most, mostOfAll, always }: WaitingLimits): WaitingRoom {
  let all = 0
  return {
    open(bytes) {
      let counted = 0
      const count = (now: number) => {
        all += now - counted
        counted = now
      }
      return {
        isFull() {
          count(bytes())
          return counted > most || (all > mostOfAll && counted > always)
        },
        [Symbol.dispose]: () => count(0),
      }
    },
  }
}
