import assert from 'node:assert/strict'
import { test } from 'node:test'
import { components } from '@telemark/architecture'
import { eventually } from '../../support/eventually.ts'
import { metricsIn } from '../../support/metrics-in.ts'
import { uuidv7 } from '../support/event-ids.ts'
import { metricsOf } from '../support/metrics.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

export function operations(service: ServiceUnderTest): void {
  async function count(): Promise<number> {
    const reply = await service.sendAsOperator('/api/telemetry/count')
    assert.equal(reply.status, 200, reply.text)
    assert.ok(Number.isInteger(reply.body.count), reply.text)
    return Number(reply.body.count)
  }

  test('The count is what was stored, replays once', async () => {
    const device = await service.register()
    const before = await service.whenStored(async () => {
      assert.equal(await service.deployment().backlog(), 0)
      return count()
    })
    const ids = Array.from({ length: 5 }, (_, n) => uuidv7(Date.now() - n * 10))
    for (const event_id of [...ids, ...ids])
      await device.write({ event_id, measurements: { temperature: 1 } })
    await service.whenStored(async () => {
      assert.equal(await service.deployment().backlog(), 0)
      assert.equal((await service.storedOf(device)).length, ids.length)
    })
    assert.equal(await count(), before + ids.length)
  })

  test('Health is answered without a key', async () => {
    assert.equal((await service.send('/health')).status, 200)
  })

  test('Readiness names every dependency of the API with its latency', async () => {
    const reply = await service.send('/health/ready')
    assert.equal(reply.status, 200, reply.text)
    const needed = components(service.architecture).filter((kind) =>
      ['postgres', 'redis', 'kafka'].includes(kind),
    )
    const { dependencies } = reply.body
    assert.ok(Array.isArray(dependencies), reply.text)
    assert.deepEqual(dependencies.map(({ name }) => name).sort(), [...needed].sort())
    for (const { latency_ms } of dependencies) assert.equal(typeof latency_ms, 'number', reply.text)
  })

  test('Metrics are served for Prometheus', async () => {
    const reply = await service.send('/metrics')
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('content-type') ?? '', /^text\/plain/)
    const series = metricsIn(reply.text)
    for (const name of [
      'http_requests_in_flight',
      'telemark_event_loop_delay_p99_seconds',
      'telemark_pool_connections{state="busy"}',
      'telemark_pool_waiting_requests',
      'process_cpu_seconds_total',
    ])
      assert.ok((series.get(name) ?? -1) >= 0, name)
  })

  test('Requests are counted by route and status, and what no route serves as one', async () => {
    const served = 'http_request_duration_seconds_count{method="POST",route="/api/telemetry/:device_id",'
    const unmatched = 'http_request_duration_seconds_count{method="any",route="unmatched",'
    const before = await metricsOf(service.deployment())
    const device = await service.register()
    const { status } = await device.write({ event_id: uuidv7(), measurements: { temperature: 1 } })
    await device.write({ measurements: 'none' })
    await service.send(`/nothing/${device.id}`)
    await eventually(async () => {
      const after = await metricsOf(service.deployment())
      const rise = (series: string) => (after.get(series) ?? 0) - (before.get(series) ?? 0)
      assert.equal(rise(`${served}status_code="${status}"}`), 1)
      assert.equal(rise(`${served}status_code="422"}`), 1)
      assert.equal(rise(`${unmatched}status_code="404"}`), 1)
      assert.doesNotMatch([...after.keys()].join(), new RegExp(device.id))
    })
  })

  test('Events are counted by what became of them', async () => {
    const before = await metricsOf(service.deployment())
    const device = await service.register()
    const event = { event_id: uuidv7(), measurements: { temperature: 1 } }
    await device.write(event)
    await device.write(event)
    await eventually(async () => {
      const after = await metricsOf(service.deployment())
      const rise = (series: string) => (after.get(series) ?? 0) - (before.get(series) ?? 0)
      assert.equal(rise('telemark_store_events_total{outcome="stored"}'), 1)
      assert.equal(rise('telemark_store_events_total{outcome="duplicate"}'), 1)
    })
  })

  test('A problem has the id of its request: the one that the client has sent, or one of our own', async () => {
    const problem = (headers: Readonly<Record<string, string>>) => service.send('/api/devices', { headers })
    const id = `contract-${uuidv7()}`
    assert.equal((await problem({ 'x-request-id': id })).headers.get('x-request-id'), id)
    const own = (await problem({})).headers.get('x-request-id')
    assert.match(own ?? '', /^[\w-]+$/)
    assert.notEqual((await problem({})).headers.get('x-request-id'), own)
    assert.match((await problem({ 'x-request-id': '<b>' })).headers.get('x-request-id') ?? '', /^[\w-]+$/)
  })

  test('Whoever sends the id of a request finds it in every answer', async () => {
    const device = await service.register()
    const headers = { 'x-request-id': `contract-${uuidv7()}` }
    const path = `/api/telemetry/${device.id}`
    const answers = [
      await device.send(path, { method: 'POST', json: { measurements: { temperature: 1 } }, headers }),
      await service.send('/health', { headers }),
      await service.send('/nothing', { headers }),
    ]
    for (const reply of answers)
      assert.equal(reply.headers.get('x-request-id'), headers['x-request-id'], reply.text)
  })

  test('The system says which architecture runs and what its answers promise', async () => {
    const reply = await service.sendAsOperator('/api/system')
    assert.equal(reply.status, 200, reply.text)
    const { architecture, acknowledgement, versions } = reply.body
    assert.deepEqual(JSON.parse(JSON.stringify(service.architecture)), architecture)
    assert.equal(acknowledgement, service.acknowledgement)
    // Kafka's protocol does not tell a version.
    const told = components(service.architecture).filter((kind) => kind === 'postgres' || kind === 'redis')
    const expected = ['service', 'node', ...told]
    assert.deepEqual(Object.keys(versions as object).sort(), expected.sort())
    for (const version of Object.values(versions as object)) assert.match(version, /^\d+\.\d+/)
  })
}
