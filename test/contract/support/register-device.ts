import assert from 'node:assert/strict'
import type { Reply, Send } from './http.ts'

/** A registered device, calling with its own key. */
export interface Device {
  readonly id: string
  readonly key: string
  readonly send: Send
  /** Writes one event; the body is sent as it is given. */
  write(event: unknown): Promise<Reply>
  latest(): Promise<Reply>
}

export async function registerDevice(service: {
  readonly send: Send
  readonly sendAsOperator: Send
}): Promise<Device> {
  const reply = await service.sendAsOperator('/api/devices', { method: 'POST', json: {} })
  assert.equal(reply.status, 201, reply.text)
  const id = String(reply.body.device_id)
  const key = String(reply.body.api_key)
  const send: Send = (path, call = {}) =>
    service.send(path, { ...call, headers: { 'x-api-key': key, ...call.headers } })
  return {
    id,
    key,
    send,
    write: (event) => send(`/api/telemetry/${id}`, { method: 'POST', json: event }),
    latest: () => send(`/api/telemetry/latest/${id}`),
  }
}
