import { Agent, request } from 'node:http'
import type { FleetDevice } from '@telemark/deployment'

/** Then the engine has compiled most of what a request passes through. */
const requests = 2000
const connections = 8
/** Of so many requests one is a read and one a write that is taken; the others are refused, and cost no store anything. */
const cycle = 8
const withinMs = 60_000

const dayMs = 86_400_000
const measurements = { temperature: 21.5, humidity: 40.2, online: true, mode: 'eco' }

interface Call {
  readonly task: URL
  readonly device: FleetDevice
  readonly agent: Agent
  readonly signal: AbortSignal
}

/**
 * Sends an API task requests of `device` before it serves. A task of a whole vCPU compiles in its first seconds; in a small
 * envelope it would take a minute, and break the SLO that it joins to keep (doc/decisions/0016). What is written is one event
 * of four weeks ago, again and again: it is stored once, and is nobody's latest. Rejects when the task does not answer
 * within a minute, or knows nobody.
 */
export async function warmUp(task: URL, device: FleetDevice, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const call = { task, device, agent, signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]) }
  const oldEvent = {
    event_id: device.deviceId,
    event_time: new Date(Math.floor(Date.now() / dayMs - 28) * dayMs).toISOString(),
    measurements,
  }
  let sent = 0
  const client = async () => {
    while (sent < requests) {
      sent += 1
      await warmUpRequest(sent % cycle, call, oldEvent)
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
  } finally {
    agent.destroy()
  }
}

function warmUpRequest(turn: number, call: Call, oldEvent: object): Promise<void> {
  if (turn === 0) return send(`latest/${call.device.deviceId}`, call)
  const event = turn === 1 ? oldEvent : { measurements: { ...measurements, refused: null } }
  return send(call.device.deviceId, call, JSON.stringify(event))
}

function send(path: string, { task, device, agent, signal }: Call, body?: string): Promise<void> {
  const method = body === undefined ? 'GET' : 'POST'
  const headers = { 'x-api-key': device.apiKey, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const url = new URL(`/api/telemetry/${path}`, task)
    const sending = request(url, { agent, method, headers, signal }, (answer) => {
      if (answer.statusCode === 401)
        reject(new Error(`Cannot warm up ${task.origin}: it knows no ${device.deviceId}.`))
      answer.resume().on('end', resolve).on('error', reject)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
