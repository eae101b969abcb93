import type { DeploymentPlan } from '@telemark/deployment'
import type { Run } from '../process/run-folder.ts'
import { envelopeLimit } from './envelope-limit.ts'
import { serverSettings } from './server-settings.ts'
import type { Servers } from './start-servers.ts'

/** Versions, sizes and effective settings, for the record. */
export async function effectiveSettings(
  plan: DeploymentPlan,
  { servers, run }: { readonly servers: Servers; readonly run: Run },
): Promise<Readonly<Record<string, string>>> {
  return {
    envelopes: run.enforcement.kind,
    'one vCPU': `${plan.coresPerVcpu} core`,
    'autoscaler time compression': `${plan.compression}x`,
    ...sizes(plan),
    ...versions(servers),
    ...(await serverSettings(servers)),
  }
}

function sizes({ sizes, coresPerVcpu }: DeploymentPlan): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sizes).map(([component, size]) => {
      const { cores } = envelopeLimit(size, coresPerVcpu)
      return [`size of ${component}`, `${size.vcpu} vCPU = ${cores.toFixed(3)} core, ${size.memoryMiB} MiB`]
    }),
  )
}

function versions({ haproxy, postgres, redis, kafka, k6 }: Servers): Record<string, string> {
  return {
    HAProxy: haproxy.version,
    PostgreSQL: postgres.version,
    ...(redis && { Redis: redis.version }),
    ...(kafka && { Kafka: kafka.version }),
    k6: k6.version,
    Node: process.version,
  }
}
