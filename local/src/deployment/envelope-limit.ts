import type { Size } from '@telemark/deployment'
import type { EnvelopeLimit } from '../process/envelope.ts'

/** What a size in AWS units is on this machine. */
export function envelopeLimit({ vcpu, memoryMiB }: Size, coresPerVcpu: number): EnvelopeLimit {
  return { cores: vcpu * coresPerVcpu, memoryBytes: memoryMiB * 1024 * 1024 }
}
