import type { Accept } from '../telemetry/outcome.ts'

/** The null service's store: answers, and stores nothing. */
export const discard: Accept = async (events) => events.map(() => ({ kind: 'discarded' }))
