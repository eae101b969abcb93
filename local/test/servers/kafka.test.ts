import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Admin } from '@platformatic/kafka'
import { eventually } from '../../../test/support/eventually.ts'
import { startKafka } from '../../src/servers/kafka.ts'
import { leftBehind } from '../support/left-behind.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

test('Kafka starts as one node, takes a topic and stops', async (t) => {
  const run = await testRun(t)
  const server = await startKafka({ run, tools: await testTools('kafka') })
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [server.brokers] })
  await admin.createTopics({ topics: ['telemetry'], partitions: 12, replicas: 1 })
  // Created is not yet known: the broker learns of a topic from its controller a moment later.
  await eventually(async () => assert.deepEqual(await admin.listTopics(), ['telemetry']))
  await admin.close()

  await server[Symbol.asyncDispose]()
  await run[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(run.path), [])
})
