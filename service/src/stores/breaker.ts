/** How silence is noticed, and how often to ask whether it is over. */
export interface BreakerOptions {
  /** So long without an answer, while one is owed, is suspicious: then the other side is asked itself. */
  readonly silentMs: number
  /** While it is silent it is asked again after this. */
  readonly probeEveryMs: number
  /** Resolves when the other side answers, rejects when it does not: within a bounded time. */
  readonly probe: () => Promise<unknown>
  /** It is silent: who waits for an answer should not any longer. */
  readonly onOpen: () => void
  /** Milliseconds, from anywhere. */
  readonly now?: () => number
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
 */
export interface Breaker {
  /** Nobody should be made to wait for an answer now. */
  isOpen(): boolean
  /** To be called a few times a second. */
  look(traffic: Traffic): void
}

/** A closed breaker. */
export function breaker(options: BreakerOptions): Breaker {
  const { silentMs, probeEveryMs, probe, onOpen, now = () => performance.now() } = options
  let open = false
  let probing = false
  let answers = 0
  let quietSince = now()

  /** From now on a silence is measured anew. */
  function heard(): void {
    quietSince = now()
  }

  async function ask(answersBefore: number): Promise<void> {
    probing = true
    const answered = await probe().then(
      () => true,
      () => false,
    )
    probing = false
    heard()
    // An answer to somebody else is as good, unless everybody was told to stop waiting already.
    const wasOpen = open
    open = !answered && (wasOpen || answers === answersBefore)
    if (open && !wasOpen) onOpen()
  }

  return {
    isOpen: () => open,
    look(traffic) {
      if (traffic.answers !== answers || !(traffic.owed || open)) heard()
      answers = traffic.answers
      if (!probing && now() - quietSince >= (open ? probeEveryMs : silentMs)) void ask(answers)
    },
  }
}
