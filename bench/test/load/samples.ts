import type { Sample } from '../../src/load/sample.ts'

/** A request that went well, except for what `changes` say. */
export function sample(changes: Partial<Sample> = {}): Sample {
  const sentAt = changes.sentAt ?? 0
  const latencyMs = changes.latencyMs ?? 10
  return {
    n: 0,
    endpoint: 'write',
    sentAt,
    latencyMs,
    durationMs: latencyMs,
    endedAt: sentAt + latencyMs,
    status: 201,
    errorCode: 0,
    ...changes,
  }
}
