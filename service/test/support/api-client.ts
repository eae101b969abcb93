/** A device that has registered itself at a running service. */
export interface ApiDevice {
  readonly deviceId: string
  readonly apiKey: string
  /** Sends one event; the status of the answer. */
  write(headers?: Readonly<Record<string, string>>): Promise<number>
}

export async function apiDevice(url: string, operatorKey: string): Promise<ApiDevice> {
  const json = { 'content-type': 'application/json' }
  const registered = await fetch(`${url}/api/devices`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${operatorKey}` },
    body: '{}',
  })
  const { device_id: deviceId, api_key: apiKey } = (await registered.json()) as Record<string, string>
  if (deviceId === undefined || apiKey === undefined) throw new Error(`Not registered: ${registered.status}`)
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
