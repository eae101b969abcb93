import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function pipeline(service: ServiceUnderTest): void {
  test('The pipeline says what answers promise, and how far storing is behind', async () => {
    const device = await service.register()
    await device.write({ measurements: { temperature: 1 } })
    await service.whenStored(async () => {
      const { status, body, text } = await service.sendAsOperator('/api/pipeline')
      assert.equal(status, 200, text)
      assert.equal(body.acknowledgement, service.acknowledgement)
      assert.equal(body.status, 'up')
      assert.deepEqual(body.lag, { events: 0, seconds: 0 })
      assert.ok(Number.isInteger(body.dead_letters), text)
    })
  })

  test('Pipeline and dead letters are for the operator', async () => {
    const device = await service.register()
    for (const [path, method] of [
      ['/api/pipeline', 'GET'],
      ['/api/dlq', 'GET'],
      ['/api/dlq/replay', 'POST'],
      ['/api/dlq/discard', 'POST'],
    ] as const) {
      assertProblem(await service.send(path, { method }), 401)
      assertProblem(await device.send(path, { method }), 401)
    }
  })

  test('What is asked of the dead letters has to be understood', async () => {
    assertInvalid(await service.sendAsOperator('/api/dlq?limit=0'), ['/limit'])
    assertInvalid(await service.sendAsOperator('/api/dlq?cursor=7'), ['/cursor'])
    const replay = { method: 'POST', json: { through: 'last', more: 1 } }
    assertInvalid(await service.sendAsOperator('/api/dlq/replay', replay), ['/through', '/more'])
  })

  if (service.acknowledgement === 'committed')
    test('Where nothing is queued there are no dead letters', async () => {
      assert.deepEqual((await service.sendAsOperator('/api/dlq')).body, { items: [], next_cursor: null })
      const reply = await service.sendAsOperator('/api/dlq/replay', { method: 'POST' })
      assert.deepEqual(reply.body, { replayed: 0 })
    })
}
