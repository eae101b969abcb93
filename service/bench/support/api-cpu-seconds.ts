import type { Deployment } from '@telemark/deployment'

/** CPU seconds that the API task has used, read after the call. */
export async function apiCpuSeconds(deployment: Deployment): Promise<number> {
  const asked = Date.now()
  const enough = new AbortController()
  try {
    for await (const { at, component, metric, value } of deployment.readings(enough.signal)) {
      if (component === 'api' && metric === 'cpuSeconds' && at >= asked) return value
    }
  } finally {
    enough.abort()
  }
  throw new Error('The deployment reads no CPU of its API task.')
}
