import type { Deployment } from '@telemark/deployment'

/** One API task, asked past the load balancer. */
export interface AskedTask {
  readonly name: string
  /** The status of `GET path` and its body. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>
}

/** The API tasks that run now. */
export function apiTasks({ parts }: Deployment): readonly AskedTask[] {
  return parts
    .filter(({ name }) => name.startsWith('api-'))
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

/** The value of a gauge in `/metrics` of `task`. */
export async function gaugeOf(task: AskedTask, metric: string): Promise<number> {
  const { text } = await task.get('/metrics')
  return Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1])
}
