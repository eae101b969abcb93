import type { Deployment, StoredEvent } from '@telemark/deployment'
import { Client } from 'pg'
import { addressOf } from '../../support/address-of.ts'

const text = `SELECT event_id AS "eventId", (extract(epoch FROM event_time) * 1000)::float8 AS "eventTime"
  FROM telemetry_event WHERE device_id = (SELECT id FROM device WHERE device_id = $1) ORDER BY event_time, event_id`

/**
 * What PostgreSQL holds of a device, oldest first. Asked here: the deployment's own export starts a process of the service, and
 * half of the suite's time was waiting for these.
 */
export async function storedOf(
  deployment: Deployment,
  device: { readonly id: string },
): Promise<readonly Pick<StoredEvent, 'eventId' | 'eventTime'>[]> {
  const client = new Client(addressOf(deployment, 'PostgreSQL'))
  await client.connect()
  try {
    return (await client.query(text, [device.id])).rows
  } finally {
    await client.end()
  }
}
