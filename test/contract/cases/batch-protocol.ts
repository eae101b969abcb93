import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { assertInvalid, assertProblem } from '../support/assert-problem.ts'
import { batchOf, forms, rawBatch, someEvents } from '../support/batches.ts'
import type { Call } from '../support/http.ts'
import { oneConnection } from '../support/one-connection.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const mebibyte = 2 ** 20
const [json, jsonGzip, ndjson, ndjsonGzip] = forms
const fine = '{"events":[{"measurements":{"temperature":1}}]}'
/** Spaces that inflate to so many bytes; made once, because the larger takes seconds. */
const bombs = new Map<number, Buffer>()
function bomb(bytes: number): Buffer {
  const made = bombs.get(bytes) ?? gzipSync(Buffer.alloc(bytes, ' '))
  bombs.set(bytes, made)
  return made
}

/** How a batch is sent, by whom, and how large it may be. */
export function batchProtocol(service: ServiceUnderTest): void {
  async function post(call: Call) {
    const device = await service.register()
    return device.send(`/api/telemetry/${device.id}/batch`, call)
  }
  const postAsGateway = (call: Call) => service.sendAsOperator('/api/telemetry/batch', call)
  const isTaken = (status: number) => status === 201 || status === 202

  test('Only the device itself sends its batch', async () => {
    const [one, other] = [await service.register(), await service.register()]
    const path = `/api/telemetry/${other.id}/batch`
    const refusals = [
      await one.send(path, batchOf(someEvents(1))),
      await one.send(`/api/telemetry/${randomUUID()}/batch`, batchOf(someEvents(1))),
      await service.send(path, batchOf(someEvents(1))),
      await service.sendAsOperator(path, batchOf(someEvents(1))),
    ]
    for (const reply of refusals) {
      assertProblem(reply, 401)
      assert.deepEqual(reply.body, refusals[0]?.body)
    }
    assert.equal((await service.storedOf(other)).length, 0)
  })

  test('Only the operator sends a gateway’s batch', async () => {
    const device = await service.register()
    const call = batchOf([{ device_id: device.id, measurements: { temperature: 1 } }])
    assertProblem(await device.send('/api/telemetry/batch', call), 401)
    assertProblem(await service.send('/api/telemetry/batch', call), 401)
    const wrong = { ...call.headers, authorization: `Bearer ${device.key}` }
    assertProblem(await service.send('/api/telemetry/batch', { ...call, headers: wrong }), 401)
  })

  test('Who is nobody learns nothing else, whatever is sent', async () => {
    const device = await service.register()
    for (const path of ['/api/telemetry/batch', `/api/telemetry/${device.id}/batch`]) {
      assertProblem(
        await service.send(path, { method: 'POST', raw: 'x', headers: { 'content-type': 'text/plain' } }),
        401,
      )
      assertProblem(await service.send(path, rawBatch('x'.repeat(2 * mebibyte))), 401)
      assertProblem(await service.send(path, rawBatch('no gzip', jsonGzip)), 401)
    }
    assertProblem(await device.send('/api/telemetry/17/batch', batchOf(someEvents(1))), 400)
  })

  test('A batch without events is a 422', async () => {
    assertInvalid(await post(rawBatch('{"events":[ ]}')), ['/events'])
    assertInvalid(await post(rawBatch('\n \r\n\t\n', ndjson)), [''])
    assertInvalid(await post(rawBatch('', ndjson)), [''])
    assertInvalid(await postAsGateway(batchOf([])), ['/events'])
  })

  test('JSON that is not of the form of a batch is a 422 that says where', async () => {
    assertInvalid(await post(rawBatch('{}')), ['/events'])
    assertInvalid(await post(rawBatch('{"events":{}}')), ['/events'])
    assertInvalid(await post(rawBatch('{"events":[{}],"evnets":[]}')), ['/evnets'])
    assertInvalid(await post(rawBatch('{"events":[{}],"events":[{}]}')), ['/events'])
    assertInvalid(await post(rawBatch('[{"measurements":{"a":1}}]')), [''])
  })

  test('A JSON document that is malformed is a 400, and nothing of it is stored', async () => {
    const device = await service.register()
    const [event] = someEvents(1)
    const good = JSON.stringify(event)
    for (const raw of [
      '',
      '{"events":[',
      `{"events":[${good}`,
      `{"events":[${good}]`,
      `{"events":[${good},]}`,
      `{"events":[${good}]}}`,
      `{"events":[${good},{"measurements":{"a":NaN}}]}`,
      `{"events":[${good} ${good}]}`,
      `{"events":[${good},{"measurements":{"a":1]}]}`,
    ]) {
      assertProblem(await device.send(`/api/telemetry/${device.id}/batch`, rawBatch(raw)), 400)
    }
    assert.equal((await service.storedOf(device)).length, 0)
  })

  test('White space and escapes may stand wherever JSON has them', async () => {
    const raw = ' {\r\n\t"\\u0065vents" : [ {"measurements" : {"text":"]},\\"{["}} ,\n{ "a" : 1 } ] } \n'
    const reply = await post(rawBatch(raw))
    assert.ok(isTaken(reply.status), reply.text)
    assert.equal(reply.body.accepted, 2)
  })

  test('A line that is no JSON is rejected alone, blank lines do not count', async () => {
    const lines = '\n{"a":1}\r\n\r\n{"a":\n  \n{"a":2} {"a":3}\n{"a":4}'
    const reply = await post(rawBatch(lines, ndjson))
    assert.ok(isTaken(reply.status), reply.text)
    assert.deepEqual([reply.body.accepted, reply.body.rejected], [2, 2])
    const errors = reply.body.errors as { index: number; code: string }[]
    assert.deepEqual(
      errors.map(({ index, code }) => `${index} ${code}`),
      ['1 malformed_json', '2 malformed_json'],
    )
  })

  test('An event that is not UTF-8 is rejected alone', async () => {
    for (const form of forms) {
      const { raw } = batchOf(['{"text":"fine"}', '{"text":"?"}', '{"text":"größer"}'], {
        ...form,
        gzip: false,
      })
      const bytes = Buffer.from(raw as string)
      bytes[bytes.indexOf('?')] = 0xff
      const reply = await post(rawBatch(form.gzip ? gzipSync(bytes) : bytes, form))
      assert.ok(isTaken(reply.status), reply.text)
      assert.equal(reply.body.accepted, 2)
      assert.match(reply.text, /"index":1,"pointer":"","code":"not_utf8"/)
    }
  })

  test('An event that is larger than one sent alone may be is rejected alone', async () => {
    const large = `{"measurements":{"text":"${'x'.repeat(2 ** 16)}"}}`
    const reply = await post(batchOf([{ a: 1 }, large, { a: 2 }]))
    assert.ok(isTaken(reply.status), reply.text)
    assert.deepEqual([reply.body.accepted, reply.body.rejected], [2, 1])
    assert.match(reply.text, /"code":"too_large","required":"[^"]*64 KiB"/)
  })

  test('A thousand events are taken, one more is a 413 that says how many are', async () => {
    for (const form of [json, ndjson]) {
      const reply = await post(batchOf(someEvents(1001), form))
      assertProblem(reply, 413)
      assert.match(String(reply.body.detail), /1000/)
    }
  })

  test('A batch of 1 MiB is taken, a larger one is a 413', async () => {
    const device = await service.register()
    const path = `/api/telemetry/${device.id}/batch`
    const padded = (size: number) => `${fine.padEnd(size)}`
    assert.ok(isTaken((await device.send(path, rawBatch(padded(mebibyte)))).status))
    const reply = await device.send(path, rawBatch(padded(mebibyte + 1)))
    assertProblem(reply, 413)
    assert.match(String(reply.body.detail), /1 MiB/)
  })

  test('What is too large is read to its end, so that the connection is of further use', async () => {
    const device = await service.register()
    const url = new URL(`/api/telemetry/${device.id}/batch`, service.deployment().url)
    const headers = { 'x-api-key': device.key, 'content-type': 'application/json' }
    using connection = oneConnection()
    for (const size of [3 * mebibyte, mebibyte + 1]) {
      const refused = await connection.post(url, { headers, body: fine.padEnd(size) })
      assert.equal(refused.status, 413, refused.text)
      const stranger = { ...headers, 'x-api-key': 'of nobody' }
      const unread = await connection.post(url, { headers: stranger, body: fine.padEnd(size) })
      assert.equal(unread.status, 401, unread.text)
      const taken = await connection.post(url, { headers, body: fine })
      assert.ok(isTaken(taken.status), taken.text)
      assert.ok(taken.isReused)
    }
  })

  test('Gzip that is more than 8 MiB inflated is a 413, however small it was sent', async () => {
    for (const size of [8 * mebibyte + 1, 512 * mebibyte]) {
      for (const form of [jsonGzip, ndjsonGzip]) {
        const reply = await post(rawBatch(bomb(size), form))
        assertProblem(reply, 413)
        assert.match(String(reply.body.detail), /8 MiB/)
      }
    }
    const reply = await post(rawBatch(gzipSync(fine.padEnd(8 * mebibyte)), jsonGzip))
    assert.ok(isTaken(reply.status), reply.text)
  })

  test('Gzip that is cut short or damaged is a 400', async () => {
    const whole = gzipSync(fine)
    const damaged = Uint8Array.from(whole).fill(0, whole.length - 8)
    for (const raw of [
      whole.subarray(0, -1),
      whole.subarray(0, 10),
      damaged,
      Buffer.from(fine),
      Buffer.alloc(0),
    ]) {
      assertProblem(await post(rawBatch(raw, jsonGzip)), 400)
    }
  })

  test('Another content encoding is a 415 that names those that are taken', async () => {
    for (const encoding of ['br', 'deflate', 'zstd', 'gzip, gzip']) {
      const call = rawBatch(fine)
      const reply = await post({ ...call, headers: { ...call.headers, 'content-encoding': encoding } })
      assertProblem(reply, 415)
      assert.equal(reply.headers.get('accept-encoding'), 'gzip, identity')
    }
    for (const encoding of ['identity', 'GZIP', 'x-gzip']) {
      const call = rawBatch(encoding === 'identity' ? fine : gzipSync(fine))
      const reply = await post({ ...call, headers: { ...call.headers, 'content-encoding': encoding } })
      assert.ok(isTaken(reply.status), reply.text)
    }
  })

  test('Another content type, or another charset, is a 415', async () => {
    const types = [
      'text/plain',
      'application/jsonl',
      'application/json; charset=latin1',
      'application/x-ndjson;charset=utf-16',
    ]
    for (const type of types) {
      assertProblem(await post({ method: 'POST', raw: fine, headers: { 'content-type': type } }), 415)
    }
    assertProblem(await post({ method: 'POST' }), 415)
    for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
      assert.ok(
        isTaken((await post({ method: 'POST', raw: fine, headers: { 'content-type': type } })).status),
        type,
      )
    }
  })

  test('A batch path has no other method', async () => {
    const device = await service.register()
    const reply = await device.send(`/api/telemetry/${device.id}/batch`, { method: 'PUT', json: {} })
    assertProblem(reply, 405)
    assert.equal(reply.headers.get('allow'), 'POST')
  })
}
