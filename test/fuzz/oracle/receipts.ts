import assert from 'node:assert/strict'
import { Client } from 'pg'
import type { ServiceUnderTest } from '../../contract/support/service-under-test.ts'
import { addressOf } from '../../support/address-of.ts'
import type { Callers } from '../support/callers.ts'
import { answerSchema, isValid, operationOf, type Schema } from '../support/contract.ts'
import type { Exchange } from '../support/exchange.ts'
import type { FuzzCase } from '../support/fuzz-case.ts'

/** What the service has acknowledged to the device that posts single events, by event id. */
export interface Receipts {
  note(fuzzCase: FuzzCase, exchange: Exchange): void
  /** Holds what PostgreSQL has against what was acknowledged: all of it, once, and nothing else. */
  assertStored(service: ServiceUnderTest, callers: Callers): Promise<void>
}

export function receipts(): Receipts {
  const acknowledged = new Set<string>()
  return {
    note({ call }, exchange) {
      if (call?.operationId !== 'postEvent' || exchange.kind !== 'answered') return
      const { status, body } = exchange.answer
      if (status < 200 || status > 299) return
      const { event_id, event_time } = JSON.parse(body.toString()) as { event_id: string; event_time: string }
      acknowledged.add(`${event_id} ${Date.parse(event_time)}`)
    },
    async assertStored(service, callers) {
      const { id } = callers.deviceOf('postEvent')
      await service.whenStored(async () => {
        const stored = await service.storedOf({ id })
        const identities = stored.map(({ eventId, eventTime }) => `${eventId} ${eventTime}`)
        assert.deepEqual(identities.sort(), [...acknowledged].sort())
      })
    },
  }
}

/** Every stored event, whoever sent it, holds what the contract allows. */
export async function assertStoredAreValid(service: ServiceUnderTest): Promise<void> {
  const schema = answerSchema(operationOf('getLatest'), 200) ?? {}
  const { measurements } = schema.properties as Record<string, Schema>
  const client = new Client(addressOf(service.deployment(), 'PostgreSQL'))
  await client.connect()
  try {
    const { rows } = await client.query<{ measurements: unknown }>('SELECT measurements FROM telemetry_event')
    for (const row of rows) assert.ok(isValid(measurements as Schema, row.measurements), JSON.stringify(row))
  } finally {
    await client.end()
  }
}
