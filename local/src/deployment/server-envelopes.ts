import type { DeploymentPlan } from '@telemark/deployment'
import { type ClampedEnvelope, clampedEnvelope } from '../process/clamped-envelope.ts'
import { envelopeLimit } from './envelope-limit.ts'
import type { Servers } from './start-servers.ts'

/** The envelopes of the servers that have a size: all but the load balancer's. */
export type ServerEnvelopes = Readonly<Partial<Record<'postgres' | 'redis' | 'kafka', ClampedEnvelope>>>

/** Unlimited until they are clamped. */
export function serverEnvelopes({ sizes, coresPerVcpu }: DeploymentPlan, servers: Servers): ServerEnvelopes {
  const sized = (kind: 'postgres' | 'redis' | 'kafka') => {
    const server = servers[kind]
    return server && { [kind]: clampedEnvelope(server.envelope, envelopeLimit(sizes[kind], coresPerVcpu)) }
  }
  return { ...sized('postgres'), ...sized('redis'), ...sized('kafka') }
}
