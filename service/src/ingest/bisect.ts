import type { Accept, Outcome } from '../telemetry/outcome.ts'
import { NotStorable, type StoreEvents } from '../telemetry/ports.ts'

/** Stores through `store`. A bad event fails alone: a batch that cannot be stored is halved until it stands by itself. */
export function bisect(store: StoreEvents): Accept {
  const accept: Accept = async (events) => {
    try {
      const { receivedAt } = await store(events)
      return receivedAt.map((at): Outcome => ({ kind: 'committed', duplicate: at === undefined }))
    } catch (error) {
      if (!(error instanceof NotStorable)) throw error
      if (events.length === 1) return [{ kind: 'rejected', code: error.code, reason: error.message }]
      const middle = events.length >> 1
      return [...(await accept(events.slice(0, middle))), ...(await accept(events.slice(middle)))]
    }
  }
  return accept
}
