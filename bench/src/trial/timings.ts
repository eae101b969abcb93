import type { Deployment, RequestTiming } from '@telemark/deployment'

/** What the load balancer says of requests, as long as this is not disposed. */
export interface Timings extends AsyncDisposable {
  readonly known: readonly RequestTiming[]
  /** Whether the deployment has such a witness at all. */
  readonly witnessed: boolean
}

/** Listens from now on. */
export function collectTimings(deployment: Pick<Deployment, 'timings'>): Timings {
  const known: RequestTiming[] = []
  const stop = new AbortController()
  const said = deployment.timings?.(stop.signal)
  const heard = said && listen(said, known)
  return {
    known,
    witnessed: said !== undefined,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await heard
    },
  }
}

async function listen(said: AsyncIterable<RequestTiming>, known: RequestTiming[]): Promise<void> {
  for await (const timing of said) known.push(timing)
}
