import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long to wait for an answer, and how often to ask whether the other side is back. */
export interface CircuitOptions {
  readonly timeoutMs: number
  readonly probeEveryMs: number
  /** Resolves when the other side answers. */
  readonly probe: () => Promise<unknown>
}

/** Lets calls through while the other side answers, and answers `undefined` at once while it does not. */
export interface Circuit extends Disposable {
  /** The answer; `undefined` when there is none in time. */
  call<T>(work: () => Promise<T>): Promise<T | undefined>
  /** The other side was silent when it was last asked. */
  isOpen(): boolean
}

interface Pending {
  readonly since: number
  readonly giveUp: () => void
}

/** A closed circuit. One silence or failure opens it for every caller; a probe that is answered closes it. */
export function circuit(options: CircuitOptions): Circuit {
  const pending: Pending[] = [] // in order of arrival; a Set keeps what has left it (doc/decisions/0019)
  let open = false
  let disposed = false

  // One timer for all calls. A stalled event loop looks like a silent server: answers that lie in the socket are taken in first.
  const watch = setInterval(() => {
    if (isLate())
      void nextTurn()
        .then(() => nextTurn())
        .then(() => isLate() && trip())
  }, options.timeoutMs / 4)
  watch.unref()

  function isLate(): boolean {
    const [oldest] = pending
    return oldest !== undefined && performance.now() - oldest.since > options.timeoutMs
  }

  function trip(): void {
    for (const waiting of pending.splice(0)) waiting.giveUp()
    if (open) return
    open = true
    probeLater()
  }

  function probeLater(): void {
    setTimeout(() => {
      if (disposed) return
      attempt(options.probe).then(() => {
        open = false
      }, probeLater)
    }, options.probeEveryMs).unref()
  }

  function attempt<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const entry = { since: performance.now(), giveUp: () => reject(new Error('No answer in time.')) }
      pending.push(entry)
      work()
        .then(resolve, reject)
        .finally(() => remove(entry))
    })
  }

  function remove(entry: Pending): void {
    const at = pending.indexOf(entry) // near the front: answers come in order
    if (at >= 0) pending.splice(at, 1)
  }

  return {
    async call(work) {
      if (open) return undefined
      try {
        return await attempt(work)
      } catch {
        trip()
        return undefined
      }
    },
    isOpen: () => open,
    [Symbol.dispose]() {
      disposed = true
      clearInterval(watch)
    },
  }
}
