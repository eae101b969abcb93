import { setTimeout as delay } from 'node:timers/promises'

const pollMs = 50
const readyWithinMs = 60_000
const answerWithinMs = 2000

/** Resolves once `GET url` answers 200. Rejects after a minute with the last answer, or when `signal` aborts. */
export async function ready(url: URL, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  for (;;) {
    const answer = await ask(url, signal)
    if (answer === 'ready') return
    signal.throwIfAborted()
    if (Date.now() > deadline) {
      throw new Error(
        `${url} must answer 200 within ${readyWithinMs / 1000} s; its last answer was: ${answer}`,
      )
    }
    await delay(pollMs, undefined, { signal })
  }
}

async function ask(url: URL, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    })
    const body = await response.text()
    return response.ok ? 'ready' : `${response.status} ${body}`
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  }
}
