import { randomUUID } from 'node:crypto'
import type { Deployment, FleetDevice } from '@telemark/deployment'

/** What one request of a burst was told. */
export interface Told {
  readonly status: number
  readonly retryAfter: string | null
  readonly cache: string | null
  readonly ms: number
}

/**
 * Sends `count` writes at the same time, each once. One that is refused may be stored all the same; its event is of three days ago, where
 * an audit does not look.
 */
export function burstOfWrites(deployment: Deployment, count: number): Promise<readonly Told[]> {
  return burst(deployment, count, (device) => ({
    path: `/api/telemetry/${device.deviceId}`,
    method: 'POST',
    body: JSON.stringify({
      event_id: randomUUID(),
      event_time: new Date(Date.now() - 86_400_000 * 3).toISOString(),
      measurements: { temperature: 1 },
    }),
  }))
}

/** Reads the latest event of each device of the fleet at the same time, `count` reads in all. */
export function burstOfReads(deployment: Deployment, count: number): Promise<readonly Told[]> {
  return burst(deployment, count, (device) => ({
    path: `/api/telemetry/latest/${device.deviceId}`,
    method: 'GET',
    body: null,
  }))
}

interface Request {
  readonly path: string
  readonly method: string
  readonly body: string | null
}

function burst(
  { url, fleet }: Deployment,
  count: number,
  requestOf: (device: FleetDevice) => Request,
): Promise<readonly Told[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const device = fleet[index % fleet.length] as FleetDevice
      const { path, method, body } = requestOf(device)
      const headers = { 'content-type': 'application/json', 'x-api-key': device.apiKey }
      const start = performance.now()
      const response = await fetch(new URL(path, url), { method, headers, body })
      await response.arrayBuffer()
      const header = (name: string) => response.headers.get(name)
      const ms = performance.now() - start
      return { status: response.status, retryAfter: header('retry-after'), cache: header('x-cache'), ms }
    }),
  )
}

/** `503: 200, p50 3 ms, p99 12 ms`. */
export function summary(answers: readonly Told[]): string {
  const counts = Object.entries(Object.groupBy(answers, ({ status }) => String(status)))
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => `${times[Math.floor(share * (times.length - 1))]?.toFixed()} ms`
  return `${counts.map(([status, all]) => `${status}: ${all?.length}`).join(', ')}, p50 ${at(0.5)}, p99 ${at(0.99)}`
}
