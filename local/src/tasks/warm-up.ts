import { Agent, request } from 'node:http'
import type { FleetDevice } from '@telemark/deployment'

/** Then the engine has compiled what every request passes through; a task's CPU a request falls by half on the way. */
const requests = 2000
const connections = 8

/**
 * Sends an API task requests of `device` before it serves: reads, and writes that it refuses, so that nothing is stored. A task
 * of a whole vCPU compiles in its first seconds; in a small envelope it would take a minute, and break the SLO that it joins
 * to keep. Rejects when the task does not answer.
 */
export async function warmUp(task: URL, device: FleetDevice, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let sent = 0
  const client = async () => {
    while (sent < requests) {
      sent += 1
      await (sent % 4 === 0
        ? read(task, { device, agent, signal })
        : refusedWrite(task, { device, agent, signal }))
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
  } finally {
    agent.destroy()
  }
}

interface Call {
  readonly device: FleetDevice
  readonly agent: Agent
  readonly signal: AbortSignal
}

function read(task: URL, call: Call): Promise<void> {
  return send(new URL(`/api/telemetry/latest/${call.device.deviceId}`, task), call)
}

function refusedWrite(task: URL, call: Call): Promise<void> {
  const event = {
    measurements: { temperature: 21.5, humidity: 40.2, online: true, mode: 'eco', refused: null },
  }
  return send(new URL(`/api/telemetry/${call.device.deviceId}`, task), call, JSON.stringify(event))
}

function send(url: URL, { device, agent, signal }: Call, body?: string): Promise<void> {
  const headers = { 'x-api-key': device.apiKey, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sending = request(url, { agent, method, headers, signal }, (answer) => {
      answer.resume().on('end', resolve).on('error', reject)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
