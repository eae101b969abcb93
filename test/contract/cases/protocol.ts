import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { assertProblem } from '../support/assert-problem.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

const fine = '{"measurements":{"temperature":1}}'

export function protocol(service: ServiceUnderTest): void {
  async function post(raw: string | Uint8Array<ArrayBuffer>, type = 'application/json') {
    const device = await service.register()
    const headers = { 'content-type': type }
    return device.send(`/api/telemetry/${device.id}`, { method: 'POST', raw, headers })
  }

  test('JSON that is malformed is a 400', async () => {
    for (const raw of ['{', '{"measurements":{"a":1}', "{'a':1}", '{"a":NaN}', '']) {
      assertProblem(await post(raw), 400)
    }
  })

  test('Bytes that are not UTF-8 are a 400, never replaced', async () => {
    const raw = Uint8Array.from([...Buffer.from('{"measurements":{"text":"'), 0xff, ...Buffer.from('"}}')])
    assertProblem(await post(raw), 400)
  })

  test('Another content type is a 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      assertProblem(await post(fine, type), 415)
    }
  })

  test('A content encoding other than identity is a 415 that names identity', async () => {
    const device = await service.register()
    const send = (encoding: string, raw: string | Uint8Array<ArrayBuffer>) =>
      device.send(`/api/telemetry/${device.id}`, {
        method: 'POST',
        raw,
        headers: { 'content-encoding': encoding },
      })
    for (const encoding of ['gzip', 'br', 'unknown', 'gzip, identity']) {
      for (const raw of [fine, Uint8Array.from(gzipSync(fine))]) {
        const reply = await send(encoding, raw)
        assertProblem(reply, 415)
        assert.equal(reply.headers.get('accept-encoding'), 'identity')
        assert.match(String(reply.body.detail), /identity/)
      }
    }
    assert.ok([201, 202].includes((await send('Identity', fine)).status))
  })

  test('The charset of JSON may be said, and no other', async () => {
    for (const charset of ['utf-8', 'UTF-8', '"utf-8"'])
      assert.ok(
        [201, 202].includes((await post(fine, `application/json; charset=${charset}`)).status),
        charset,
      )
    for (const charset of ['utf-16', 'utf-8859', 'latin1'])
      assert.equal((await post(fine, `application/json; charset=${charset}`)).status, 415, charset)
  })

  test('A body that is too large is a 413', async () => {
    assertProblem(await post(`{"measurements":{"text":"${'x'.repeat(2 ** 18)}"}}`), 413)
  })

  test('A path that nobody serves is a 404', async () => {
    for (const path of ['/', '/api', '/api/nothing', '/api/telemetry/latest/1/2']) {
      assertProblem(await service.sendAsOperator(path), 404)
    }
  })

  test('A path that nobody serves is a 404 whatever is sent there', async () => {
    for (const raw of ['{', 'x'.repeat(2 ** 18), Uint8Array.of(0xff)]) {
      for (const type of ['application/json', 'text/plain', '*/*', '/']) {
        const call = { method: 'POST', raw, headers: { 'content-type': type } }
        assertProblem(await service.sendAsOperator('/api/nothing', call), 404)
      }
    }
  })

  test('A path that ends where a device id belongs is a 404', async () => {
    const device = await service.register()
    for (const path of ['/api/telemetry/', '/api/telemetry/latest/']) {
      assertProblem(await device.send(path), 404)
      assertProblem(await device.send(path, { method: 'POST', raw: fine }), 404)
    }
  })

  test('A path with a slash behind it is another path, and a 404', async () => {
    const { id } = await service.register()
    for (const path of [
      '/api/devices/',
      '/api/telemetry/count/',
      `/api/telemetry/latest/${id}/`,
      '/health/',
    ]) {
      assertProblem(await service.sendAsOperator(path), 404)
    }
    assertProblem(await service.sendAsOperator('/api/devices/', { method: 'POST', json: {} }), 404)
  })

  test('A path that cannot be decoded is a 400, one that is too long is a 414', async () => {
    for (const path of ['/api/telemetry/%zz', '/api/telemetry/latest/%', '/api/nothing/%c3']) {
      assertProblem(await service.sendAsOperator(path), 400)
      assertProblem(await service.sendAsOperator(path, { method: 'POST', raw: fine }), 400)
    }
    assertProblem(await service.sendAsOperator(`/api/telemetry/latest/${'x'.repeat(200)}`), 414)
  })

  test('A device id that is no UUID is a 400', async () => {
    const device = await service.register()
    for (const id of ['17', 'null', '%00', `${device.id}x`]) {
      assertProblem(await device.send(`/api/telemetry/${id}`, { method: 'POST', raw: fine }), 400)
      assertProblem(await device.send(`/api/telemetry/latest/${id}`), 400)
    }
  })

  test('A method that a path does not have is a 405 that names those it has', async () => {
    const device = await service.register()
    const reply = await device.send(`/api/telemetry/latest/${device.id}`, { method: 'DELETE' })
    assertProblem(reply, 405)
    assert.match(reply.headers.get('allow') ?? '', /GET/)
  })
}
