import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Admin, ConfigResourceTypes } from '@platformatic/kafka'
import { kafka } from '@telemark/architecture'
import { Client } from 'pg'
import { addressOf } from '../../../test/support/address-of.ts'
import { writeEvent } from '../support/device.ts'
import { smallPlan, standingPlan } from '../support/start.ts'

const deployed = standingPlan({
  ...smallPlan({ ...kafka, name: 'arm-1' }),
  tuning: { databasePoolSize: 3, databaseBuffersMiB: 16, kafkaFlushMessages: 1 },
})

test('an architecture runs under any name', async () => {
  const deployment = deployed()
  const system = await fetch(new URL('/api/system', deployment.url))
  const { architecture } = (await system.json()) as { architecture: { name: string } }
  assert.equal(architecture.name, 'kafka')
})

test('Kafka forces every message of the topic to disk where that is asked for', async () => {
  const deployment = deployed()
  assert.equal(deployment.environment['Kafka log.flush.interval.messages'], '1')
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [addressOf(deployment, 'Kafka')] })
  try {
    const [topic] = await admin.describeConfigs({
      resources: [
        { resourceType: ConfigResourceTypes.TOPIC, resourceName: 'telemetry', configurationKeys: null },
      ],
    })
    assert.equal(topic?.configs.find(({ name }) => name === 'flush.messages')?.value, '1')
  } finally {
    await admin.close()
  }
})

test('the database keeps no more pages in memory than it was given room for', async () => {
  assert.equal(deployed().environment['PostgreSQL shared_buffers'], '2048 8kB')
})

test('a checkpoint is made when it is asked for', async () => {
  const deployment = deployed()
  const checkpoints = () =>
    numberIn(deployment, 'SELECT (num_requested + num_timed)::int FROM pg_stat_checkpointer')
  await writeEvent(deployment)
  const before = await checkpoints()
  await deployment.checkpoint?.()
  assert.ok((await checkpoints()) > before)
})

async function numberIn(deployment: ReturnType<typeof deployed>, sql: string): Promise<number> {
  const client = new Client({ connectionString: addressOf(deployment, 'PostgreSQL') })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}
