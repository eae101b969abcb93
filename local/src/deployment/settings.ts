import type { DeploymentPlan } from '@telemark/deployment'
import { Client } from 'pg'
import type { Run } from '../process/run-folder.ts'
import { envelopeLimit } from './envelope-limit.ts'
import type { Servers } from './start-servers.ts'

/** Versions, sizes and effective settings, for the record. */
export async function effectiveSettings(
  plan: DeploymentPlan,
  { servers, run }: { readonly servers: Servers; readonly run: Run },
): Promise<Readonly<Record<string, string>>> {
  return {
    envelopes: run.kind,
    'one vCPU': `${plan.coresPerVcpu} core`,
    'autoscaler time compression': `${plan.compression}x`,
    ...sizes(plan),
    ...versions(servers),
    ...(await postgresSettings(servers.postgres.url)),
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

/** Everything that is not PostgreSQL's default, but for places and ports that differ from run to run. */
const postgresStatement = `
  select name, setting || coalesce(' ' || unit, '') as value
  from pg_settings
  where source not in ('default', 'override', 'client', 'session')
    and category not in ('File Locations', 'Reporting and Logging / Where to Log')
    and name <> all (array['port', 'unix_socket_directories'])
  order by name`

async function postgresSettings(url: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; value: string }>(postgresStatement)
    return Object.fromEntries(rows.map(({ name, value }) => [`PostgreSQL ${name}`, value]))
  } finally {
    await client.end()
  }
}
