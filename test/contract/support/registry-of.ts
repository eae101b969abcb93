import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Reply, Send } from './http.ts'

/** The registry as its operator uses it. */
export interface RegistryClient {
  get(deviceId: string): Promise<Reply>
  patch(deviceId: string, patch: unknown): Promise<Reply>
  remove(deviceId: string): Promise<Reply>
  addKey(deviceId: string): Promise<Reply>
  revokeKey(deviceId: string, keyId: unknown): Promise<Reply>
  /** The names of the device's keys, oldest first. */
  keysOf(deviceId: string): Promise<readonly string[]>
  /** A UUID that nobody has. */
  nobody(): string
}

export function registryOf(service: { readonly sendAsOperator: Send }): RegistryClient {
  const call = (path: string, method: string, json?: unknown) =>
    service.sendAsOperator(`/api/devices/${path}`, { method, ...(json === undefined ? {} : { json }) })
  const get = (deviceId: string) => call(deviceId, 'GET')
  return {
    get,
    patch: (deviceId, patch) => call(deviceId, 'PATCH', patch),
    remove: (deviceId) => call(deviceId, 'DELETE'),
    addKey: (deviceId) => call(`${deviceId}/keys`, 'POST'),
    revokeKey: (deviceId, keyId) => call(`${deviceId}/keys/${keyId}`, 'DELETE'),
    async keysOf(deviceId) {
      const { status, body, text } = await get(deviceId)
      assert.equal(status, 200, text)
      return (body.keys as { key_id: string }[]).map(({ key_id }) => key_id)
    },
    nobody: randomUUID,
  }
}
