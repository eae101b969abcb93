import assert from 'node:assert/strict'
import { eventually } from '../../../test/support/eventually.ts'

/** A device that has registered itself at a running service. */
export interface ApiDevice {
  readonly deviceId: string
  readonly apiKey: string
  /** Sends one event; the status of the answer. */
  write(headers?: Readonly<Record<string, string>>): Promise<number>
}

export async function apiDevice(url: string, operatorKey: string): Promise<ApiDevice> {
  const json = { 'content-type': 'application/json' }
  // Where the machine is busy with something else, a service that has just been started may say 503.
  const { device_id: deviceId, api_key: apiKey } = await eventually(async () => {
    const registered = await fetch(`${url}/api/devices`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${operatorKey}` },
      body: '{}',
    })
    const text = await registered.text()
    assert.equal(registered.status, 201, text)
    return JSON.parse(text) as { readonly device_id: string; readonly api_key: string }
  })
  return {
    deviceId,
    apiKey,
    async write(headers) {
      const answer = await fetch(`${url}/api/telemetry/${deviceId}`, {
        method: 'POST',
        headers: { ...json, 'x-api-key': apiKey, ...headers },
        body: '{"measurements":{"temperature":21.5}}',
      })
      await answer.text()
      return answer.status
    },
  }
}
