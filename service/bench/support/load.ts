import { Agent, request } from 'node:http'
import type { Deployment, FleetDevice } from '@telemark/deployment'
import { uuidV7 } from '../../src/telemetry/uuid.ts'

const eventsABatch = 100
const measurements = { temperature: 21.5, x_coord: 1.2, y_coord: 3.4, online: true, mode: 'eco' }

/** What one request does: `batch` writes a hundred events, `mixed` writes one or reads, in turn. */
export const works = ['write', 'read', 'mixed', 'batch'] as const
export type Work = (typeof works)[number]

interface Load {
  readonly work: Work
  readonly seconds: number
  /** Requests on their way at a time. */
  readonly connections?: number
}

/** Sends so many requests at a time, for `seconds`; how many were answered. Rejects on any answer but 2xx. */
export async function answeredRequests(
  deployment: Pick<Deployment, 'url' | 'fleet'>,
  { work, seconds, connections = 64 }: Load,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const end = performance.now() + seconds * 1000
  let sent = 0
  const client = async () => {
    while (performance.now() < end) {
      const number = sent++
      const device = deployment.fleet[number % deployment.fleet.length]
      if (device === undefined) throw new Error('The fleet is empty.')
      const kind = work === 'mixed' ? alternate[number % 2] : work
      await requests[kind ?? 'write'](deployment.url, agent, device)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
    return sent
  } finally {
    agent.destroy()
  }
}

function write(url: URL, agent: Agent, { deviceId, apiKey }: FleetDevice): Promise<void> {
  const event = { event_time: new Date().toISOString(), measurements }
  return call(new URL(`/api/telemetry/${deviceId}`, url), agent, apiKey, JSON.stringify(event))
}

function read(url: URL, agent: Agent, { deviceId, apiKey }: FleetDevice): Promise<void> {
  return call(new URL(`/api/telemetry/latest/${deviceId}`, url), agent, apiKey)
}

function writeBatch(url: URL, agent: Agent, { deviceId, apiKey }: FleetDevice): Promise<void> {
  const now = Date.now()
  const events = Array.from({ length: eventsABatch }, () => ({ event_id: uuidV7(now), measurements }))
  return call(new URL(`/api/telemetry/${deviceId}/batch`, url), agent, apiKey, JSON.stringify({ events }))
}

const requests = { write, read, batch: writeBatch } as const
const alternate = ['write', 'read'] as const

function call(url: URL, agent: Agent, apiKey: string, body?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
    const sending = request(url, { agent, method, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode !== undefined && answer.statusCode < 300) resolve()
        else reject(new Error(`${method} ${url.pathname} was answered with ${answer.statusCode}.`))
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
