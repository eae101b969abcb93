import type { Deployment } from '@telemark/deployment'
import { metricsIn } from '../../support/metrics-in.ts'

/** One task, asked past the load balancer. */
export interface AskedTask {
  readonly name: string
  /** The status of `GET path` and its body. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>
}

/** The tasks of one component that run now. */
export function tasksOf({ parts }: Deployment, component: 'api' | 'consumer'): readonly AskedTask[] {
  return parts
    .filter(({ name }) => name.startsWith(`${component}-`))
    .map(({ name, address }) => ({
      name,
      async get(path) {
        const response = await fetch(new URL(path, address), { signal: AbortSignal.timeout(30_000) })
        return { status: response.status, text: await response.text() }
      },
    }))
}

/** Dependencies that `/health/ready` of `task` calls down. */
export async function downOf(task: AskedTask): Promise<readonly string[]> {
  const { dependencies } = JSON.parse((await task.get('/health/ready')).text) as {
    readonly dependencies: readonly { readonly name: string; readonly status: string }[]
  }
  return dependencies.filter(({ status }) => status === 'down').map(({ name }) => name)
}

/** The value of a metric of `task`, named as `/metrics` does, labels included; NaN where it is not there. */
export async function metricOf(task: AskedTask, name: string): Promise<number> {
  const { text } = await task.get('/metrics')
  return metricsIn(text).get(name) ?? Number.NaN
}
