/** How often a breaker is to be shown what its owner has seen. */
export const lookEveryMs = 100
/** So many looks without an answer, while one is owed, are suspicious: then the other side is asked itself. */
const silentLooks = 3
/** It is believed to be silent when it has not answered after so many more: whoever waits is told within a second. */
const patienceLooks = 4

/** Whom to ask, and whom to tell. */
export interface BreakerOptions {
  /** Resolves when the other side answers, rejects when it does not: within a bounded time. */
  readonly probe: () => Promise<unknown>
  /** It is silent: who waits for an answer should not any longer. */
  readonly onOpen: () => void
}

/** What the owner of a breaker has seen so far. */
export interface Traffic {
  /** How many answers have come. */
  readonly answers: number
  /** Whether one is waited for. */
  readonly owed: boolean
}

/**
 * Tells a server that is silent from one that is slow. A slow one answers something: another caller, or the probe. Only when neither
 * happens the breaker opens; a probe that is answered closes it.
 *
 * Time is counted in looks: while this process stood still, nobody has waited for the server.
 */
export interface Breaker {
  /** Nobody should be made to wait for an answer now. */
  isOpen(): boolean
  /** To be called every `lookEveryMs`. */
  look(traffic: Traffic): void
}

/** A closed breaker. */
export function breaker({ probe, onOpen }: BreakerOptions): Breaker {
  let open = false
  let answers = 0
  let quiet = 0
  /** The probe on its way: how long it has been, and how many answers there were before. */
  let asked: { looks: number; readonly answers: number } | undefined

  async function ask(): Promise<void> {
    const asking = { looks: 0, answers }
    asked = asking
    const answered = await probe().then(
      () => true,
      () => false,
    )
    asked = undefined
    quiet = 0
    if (answered) open = false
    else silentSince(asking.answers)
  }

  /** An answer to somebody else is as good as one to the probe. */
  function silentSince(answersBefore: number): void {
    if (open || answers !== answersBefore) return
    open = true
    onOpen()
  }

  return {
    isOpen: () => open,
    look(traffic) {
      quiet = traffic.answers !== answers || !(traffic.owed || open) ? 0 : quiet + 1
      answers = traffic.answers
      if (asked === undefined) {
        if (quiet >= silentLooks) void ask()
      } else {
        asked.looks += 1
        if (asked.looks === patienceLooks) silentSince(asked.answers)
      }
    },
  }
}
