import type { Envelope, EnvelopeLimit, EnvelopeUsage } from './envelope.ts'

/** An envelope that knows the size it is clamped to. */
export interface ClampedEnvelope {
  /** What holds now. */
  limit(): EnvelopeLimit | 'off'
  clamp(to: 'on' | 'off'): Promise<void>
  usage(): Promise<EnvelopeUsage>
}

/** `envelope`, unlimited until it is clamped to `size`. */
export function clampedEnvelope(envelope: Envelope, size: EnvelopeLimit): ClampedEnvelope {
  let limit: EnvelopeLimit | 'off' = 'off'
  return {
    limit: () => limit,
    clamp: async (to) => {
      limit = to === 'on' ? size : 'off'
      await envelope.limit(limit)
    },
    usage: () => envelope.usage(),
  }
}

/** The envelope of a component that is measured and never clamped. */
export function openEnvelope(envelope: Envelope): ClampedEnvelope {
  return { limit: () => 'off', clamp: async () => undefined, usage: () => envelope.usage() }
}
