import { tmpdir } from 'node:os'
import { components } from '@telemark/architecture'
import type { DeploymentPlan } from '@telemark/deployment'
import { postgresSettings } from '../servers/postgres-settings.ts'
import { nodeSettings } from '../tasks/node-settings.ts'
import { envelopeLimit } from './envelope-limit.ts'
import { serviceCommand } from './service-command.ts'

export interface TuningOptions {
  /** Path of the service's `main.ts`. */
  readonly serviceMain: string
  readonly cpus: readonly number[]
  readonly signal: AbortSignal
}

/** What the service is told where it has only to say how it is tuned: nothing is connected to. */
const nowhere = {
  TELEMARK_DATABASE_URL: 'postgres://nowhere',
  TELEMARK_REDIS_URL: 'redis://nowhere',
  TELEMARK_KAFKA_BROKERS: 'nowhere:1',
  TELEMARK_OPERATOR_KEY: '0'.repeat(32),
}

/** How the parts of `plan` will be set up, before anything is started: what is decided here, and what the service says of itself. */
export async function tuningOf(
  plan: DeploymentPlan,
  { serviceMain, cpus, signal }: TuningOptions,
): Promise<Readonly<Record<string, string>>> {
  return {
    ...envelopes(plan),
    ...heap(plan),
    ...postgres(plan),
    ...(await service(plan, { serviceMain, cpus, signal })),
  }
}

function envelopes({ architecture, sizes, coresPerVcpu }: DeploymentPlan) {
  const clamped = components(architecture).filter((component) => component !== 'loadBalancer')
  return Object.fromEntries(
    clamped.map((component) => {
      const { cores } = envelopeLimit(sizes[component], coresPerVcpu)
      return [`envelope of ${component}`, `${cores.toFixed(4)} core, ${sizes[component].memoryMiB} MiB`]
    }),
  )
}

function heap({ sizes }: DeploymentPlan) {
  return { 'Node of api': nodeSettings(sizes.api).args.join(' ') }
}

/** Without where it listens, which differs from start to start. */
function postgres({ sizes, tuning = {} }: DeploymentPlan) {
  const { databaseBuffersMiB } = tuning
  const {
    port: _,
    unix_socket_directories: __,
    ...settings
  } = postgresSettings({
    port: 0,
    memoryBytes: sizes.postgres.memoryMiB * 1024 * 1024,
    socketFolder: '',
    ...(databaseBuffersMiB && { buffersBytes: databaseBuffersMiB * 1024 * 1024 }),
  })
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`PostgreSQL ${name}`, String(value)]),
  )
}

async function service(
  { architecture, tuning = {} }: DeploymentPlan,
  options: TuningOptions,
): Promise<Readonly<Record<string, string>>> {
  const environment = {
    ...nowhere,
    TELEMARK_ARCHITECTURE: architecture.name,
    ...(tuning.databasePoolSize && { TELEMARK_DATABASE_POOL_SIZE: String(tuning.databasePoolSize) }),
  }
  const lines = await Array.fromAsync(
    serviceCommand({ ...options, args: ['tuning'], environment, cwd: tmpdir() }),
  )
  return JSON.parse(lines.join(''))
}
