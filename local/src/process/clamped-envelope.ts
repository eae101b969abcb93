import type { Envelope, EnvelopeLimit, EnvelopeUsage } from './envelope.ts'

/** `on`: to its size; a number: to that share of its CPU, memory as it is. */
export type ClampTo = 'on' | 'off' | number

/** An envelope that knows the size it is clamped to. */
export interface ClampedEnvelope {
  /** What holds now. */
  limit(): EnvelopeLimit | 'off'
  clamp(to: ClampTo): Promise<void>
  usage(): Promise<EnvelopeUsage>
}

/** `envelope`, unlimited until it is clamped to `size`. */
export function clampedEnvelope(envelope: Envelope, size: EnvelopeLimit): ClampedEnvelope {
  let limit: EnvelopeLimit | 'off' = 'off'
  return {
    limit: () => limit,
    clamp: async (to) => {
      limit = limitFor(to, size)
      await envelope.limit(limit)
    },
    usage: () => envelope.usage(),
  }
}

function limitFor(to: ClampTo, size: EnvelopeLimit): EnvelopeLimit | 'off' {
  if (to === 'off') return 'off'
  return to === 'on' ? size : { ...size, cores: size.cores * to }
}

/** The envelope of a component that is measured and never clamped. */
export function openEnvelope(envelope: Envelope): ClampedEnvelope {
  return { limit: () => 'off', clamp: async () => undefined, usage: () => envelope.usage() }
}
