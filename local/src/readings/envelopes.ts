import type { ClampedEnvelope } from '../process/clamped-envelope.ts'
import type { Sample, Sampler } from './sampler.ts'

/** An envelope and the number of the task in it. */
export interface Measured {
  readonly task: number
  readonly envelope: ClampedEnvelope
}

/** CPU, throttling and memory of a component's envelopes as they are at the moment of the sample. */
export function envelopeSampler(
  component: Sampler['component'],
  measured: () => readonly Measured[],
): Sampler {
  return {
    component,
    sample: async () => {
      const samples = await Promise.allSettled(measured().map(sampleOf))
      return samples.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    },
  }
}

async function sampleOf({ task, envelope }: Measured): Promise<Sample> {
  const { cpuSeconds, throttledSeconds, runDelaySeconds, memoryBytes } = await envelope.usage()
  const limit = envelope.limit()
  const limits = limit === 'off' ? {} : { cpuLimitCores: limit.cores, memoryLimitBytes: limit.memoryBytes }
  return { task, values: { cpuSeconds, throttledSeconds, runDelaySeconds, memoryBytes, ...limits } }
}
