import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInvalid } from '../support/assert-problem.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function bodies(service: ServiceUnderTest): void {
  const accepted = service.acknowledgement === 'committed' ? 201 : 202

  async function assertKept(measurements: Readonly<Record<string, unknown>>): Promise<void> {
    const device = await service.register()
    const reply = await device.write({ measurements })
    assert.equal(reply.status, accepted, reply.text)
    await service.whenStored(async () => {
      assert.deepEqual((await device.latest()).body.measurements, measurements)
    })
  }

  async function assertRefused(event: unknown, pointers: readonly string[]): Promise<void> {
    const device = await service.register()
    assertInvalid(await device.write(event), pointers)
  }

  test('Measurements come back with the values and types that were sent', () =>
    assertKept({
      number: 21.5,
      integer: 0,
      small: -1.5e-7,
      large: 9007199254740991,
      text_number: '21.5',
      text_empty: '',
      text_truth: 'true',
      yes: true,
      no: false,
      'dotted.name': 'Größe "1" \\ 2',
    }))

  test('The body of the public original is understood', async () => {
    const device = await service.register()
    const device_time = new Date(Date.now() - 5000).toISOString()
    const reply = await device.write({ x_coord: 1.2, y_coord: 3.4, label: 'a', device_time })
    assert.equal(reply.status, accepted, reply.text)
    await service.whenStored(async () => {
      const { body } = await device.latest()
      assert.deepEqual(body.measurements, { x_coord: 1.2, y_coord: 3.4, label: 'a' })
      assert.equal(body.event_time, device_time)
    })
  })

  test('64 measurements are kept, 65 are refused', async () => {
    const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, n]))
    await assertKept(named(64))
    await assertRefused({ measurements: named(65) }, ['/measurements'])
  })

  test('A string of 256 bytes is kept, one of 257 is refused, in bytes and not in characters', async () => {
    await assertKept({ text: 'x'.repeat(256), euros: `${'€'.repeat(85)}x` })
    await assertRefused({ measurements: { text: 'x'.repeat(257), euros: '€'.repeat(86) } }, [
      '/measurements/text',
      '/measurements/euros',
    ])
  })

  test('A name of 64 characters is kept, other names are refused', async () => {
    await assertKept({ [`a${'b'.repeat(63)}`]: 1 })
    const names = [`a${'b'.repeat(64)}`, 'Upper', '1st', '_x', 'with space', 'a-b', 'ä', '']
    await assertRefused(
      { measurements: Object.fromEntries(names.map((name) => [name, 1])) },
      names.map((name) => `/measurements/${name}`),
    )
  })

  test('A JSON pointer escapes what has a meaning in it', () =>
    assertRefused({ measurements: { 'a/b~c': 1 } }, ['/measurements/a~1b~0c']))

  test('A measurement that is neither number, boolean nor string is refused, one entry each', () =>
    assertRefused({ measurements: { fine: 1, empty: null, list: [1], nested: { a: 1 } } }, [
      '/measurements/empty',
      '/measurements/list',
      '/measurements/nested',
    ]))

  test('A number that no double holds is refused', async () => {
    const device = await service.register()
    const raw = '{"measurements":{"huge":1e999}}'
    const reply = await device.send(`/api/telemetry/${device.id}`, { method: 'POST', raw })
    assertInvalid(reply, ['/measurements/huge'])
  })

  test('A number of which a double loses digits is refused, and says which', async () => {
    const device = await service.register()
    const send = (raw: string) => device.send(`/api/telemetry/${device.id}`, { method: 'POST', raw })
    const reply = await send(
      '{"measurements":{"count":9007199254740993,"fine":1,"ratio":0.12345678901234567}}',
    )
    assertInvalid(reply, ['/measurements/count', '/measurements/ratio'])
    assert.match(reply.text, /"sent":"9007199254740993"/)
    assertInvalid(await send('{"x_coord":1e-400}'), ['/x_coord'])
  })

  test('Numbers of many digits that a double keeps are kept', () =>
    assertKept({ sum: 0.1 + 0.2, next: 9007199254740992, least: Number.MIN_VALUE, most: -Number.MAX_VALUE }))

  test('A name that is repeated is refused, whichever value would have been kept', async () => {
    const device = await service.register()
    const send = (raw: string) => device.send(`/api/telemetry/${device.id}`, { method: 'POST', raw })
    assertInvalid(await send('{"measurements":{"a":1,"b":2,"a":3}}'), ['/measurements/a'])
    assertInvalid(await send('{"measurements":{"a":1},"measurements":{"a":1}}'), ['/measurements'])
    assertInvalid(await send('{"x_coord" : 1, "\\u0078_coord":1}'), ['/x_coord'])
  })

  test('What PostgreSQL cannot store is refused before it is acknowledged', () =>
    assertRefused({ measurements: { zero: 'a\u0000b', half: '\ud800' } }, [
      '/measurements/zero',
      '/measurements/half',
    ]))

  test('Measurements that are no object, or none, are refused', async () => {
    for (const measurements of ['21.5', 21.5, true, null, [1], {}]) {
      await assertRefused({ measurements }, ['/measurements'])
    }
  })

  test('A field that nobody knows is named, never dropped', () =>
    assertRefused({ measurements: { temperature: 1 }, event_tiem: '2026-11-23T06:41:16Z' }, ['/event_tiem']))

  test('Every field that is wrong has an entry', () =>
    assertRefused({ event_id: 'x', event_time: 'y', measurements: { z: null } }, [
      '/event_id',
      '/event_time',
      '/measurements/z',
    ]))

  test('A body that is no object is refused', async () => {
    for (const body of [[], [{ measurements: { temperature: 1 } }], 'text', 1, true]) {
      await assertRefused(body, [''])
    }
  })

  test('A refused event is not stored', async () => {
    const device = await service.register()
    await device.write({ measurements: { temperature: null } })
    assert.equal((await device.write({ measurements: { temperature: 1 } })).status, accepted)
    await service.whenStored(async () => assert.equal((await service.storedOf(device)).length, 1))
  })
}
