import type { FleetDevice } from '@telemark/deployment'
import { eachAtMost } from '../each-at-most.ts'
import { type ApiClient, unexpected } from '../target/api-client.ts'

/** One event on its way; milliseconds since the epoch, by the clock of this machine. */
export interface FirstEvent {
  readonly device: FleetDevice
  readonly sentAt: number
  readonly answeredAt: number
}

const atOnce = 8
const measurements = { temperature: 21.5, online: true }

/** Sends an event of each device, so that each has a latest that can be read. */
export async function sendFirstEvents(
  client: ApiClient,
  devices: readonly FleetDevice[],
  signal: AbortSignal,
): Promise<readonly FirstEvent[]> {
  const sent: FirstEvent[] = []
  await eachAtMost(atOnce, devices, async (device) => {
    const call = {
      method: 'POST',
      path: `/api/telemetry/${device.deviceId}`,
      headers: { 'x-api-key': device.apiKey },
      body: { measurements },
    } as const
    const sentAt = Date.now()
    const answer = await client.call(call, signal)
    if (answer.status >= 300) throw unexpected(client.target, call, answer)
    sent.push({ device, sentAt, answeredAt: Date.now() })
  })
  return sent
}
