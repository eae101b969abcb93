import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from '../../support/address-of.ts'
import { uuidv7 } from '../support/event-ids.ts'
import { writeTopic } from '../support/kafka-topic.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

type Item = Readonly<Record<string, unknown>>

/** For architectures that queue. One after another: they share one list of letters. */
export function deadLetters(service: ServiceUnderTest): void {
  const brokers = () => addressOf(service.deployment(), 'Kafka')

  async function write(value: string): Promise<void> {
    await writeTopic(brokers(), [{ topic: 'telemetry', key: 'somebody', value }])
  }

  async function letters(query = ''): Promise<readonly Item[]> {
    const { status, body, text } = await service.sendAsOperator(`/api/dlq${query}`)
    assert.equal(status, 200, text)
    return body.items as readonly Item[]
  }

  async function lettersWhen(count: number): Promise<readonly Item[]> {
    return service.whenStored(async () => {
      const found = await letters()
      assert.equal(found.length, count, JSON.stringify(found))
      return found
    })
  }

  async function post(path: string, json?: unknown): Promise<unknown> {
    const reply = await service.sendAsOperator(path, { method: 'POST', ...(json !== undefined && { json }) })
    assert.equal(reply.status, 200, reply.text)
    return reply.body
  }

  test('A letter is shown with what it is, where it comes from and why, until it is discarded', async () => {
    await post('/api/dlq/discard')
    await write('not JSON')
    const [letter] = await lettersWhen(1)
    assert.equal(letter?.value, 'not JSON')
    assert.equal(letter?.key, 'somebody')
    assert.equal(letter?.replays, 0)
    assert.match(String(letter?.error), /not JSON/)
    assert.equal((letter?.source as Item | undefined)?.topic, 'telemetry')
    assert.deepEqual(await post('/api/dlq/discard'), { discarded: 1 })
    assert.deepEqual(await letters(), [])
  })

  test('Letters come in pages, oldest first', async () => {
    for (const value of ['1?', '2?', '3?']) await write(value)
    await lettersWhen(3)
    const first = await service.sendAsOperator('/api/dlq?limit=2')
    const rest = await letters(`?cursor=${first.body.next_cursor}`)
    const values = [...(first.body.items as readonly Item[]), ...rest].map(({ value }) => value)
    assert.deepEqual(values, ['1?', '2?', '3?'])
    assert.deepEqual(await post('/api/dlq/discard', { through: rest[0]?.id }), { discarded: 3 })
  })

  test('What was mended meanwhile is stored when it is replayed', async () => {
    const device_id = crypto.randomUUID()
    const event = {
      device: 2_000_000_000,
      device_id,
      event_id: uuidv7(),
      event_time: Date.now(),
      measurements: {},
    }
    await write(JSON.stringify(event)) // of a device that is not registered: no foreign key
    const [letter] = await lettersWhen(1)
    assert.match(String(letter?.error), /foreign key|device/)
    assert.deepEqual(await post('/api/dlq/replay'), { replayed: 1 })
    const [again] = await lettersWhen(1)
    assert.equal(again?.replays, 1, 'what was not mended comes again, and says so')
    await post('/api/dlq/discard')
  })

  test('The pipeline counts the letters, and says who consumes', async () => {
    await write('?')
    await lettersWhen(1)
    const { body } = await service.sendAsOperator('/api/pipeline')
    assert.equal(body.dead_letters, 1)
    assert.deepEqual(body.consumers, { tasks: 1, state: 'Stable' })
    await post('/api/dlq/discard')
  })
}
