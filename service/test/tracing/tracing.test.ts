import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDevice } from '../support/api-client.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { kafkaEnvironment } from '../support/kafka-environment.ts'
import { type OtlpReceiver, otlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.ts'
import { runningService } from '../support/running-service.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'redis', 'kafka'])
const route = 'POST /api/telemetry/:device_id'

const traced = ({ url }: OtlpReceiver) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_BSP_SCHEDULE_DELAY: '50',
})

const named = (name: string) => (span: ReceivedSpan) => span.name === name
const childOf = (parent: ReceivedSpan, name: string) => (span: ReceivedSpan) =>
  span.name === name && span.traceId === parent.traceId && span.parentSpanId === parent.spanId
const linkedTo = (origin: ReceivedSpan, name: string) => (span: ReceivedSpan) =>
  span.name === name && (span.links ?? []).some(({ spanId }) => spanId === origin.spanId)

function attribute(span: ReceivedSpan, name: string): object | undefined {
  return span.attributes.find(({ key }) => key === name)?.value
}

async function environmentOf(t: Parameters<typeof freshDatabase>[0], architecture: string) {
  const { config } = await freshDatabase(t, servers.postgres)
  return {
    TELEMARK_ARCHITECTURE: architecture,
    TELEMARK_DATABASE_URL: config.databaseUrl,
    TELEMARK_REDIS_URL: servers.redis,
    TELEMARK_OPERATOR_KEY: config.operatorKey,
  }
}

test('A direct write is one trace: the request of the caller, ours, the statement', async (t) => {
  const collector = await otlpReceiver(t)
  const env = await environmentOf(t, 'baseline')
  const { url } = await runningService(t, { role: 'api', env: { ...env, ...traced(collector) } })
  const device = await apiDevice(url, env.TELEMARK_OPERATOR_KEY)
  const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
  assert.equal(await device.write({ traceparent: `00-${caller.traceId}-${caller.spanId}-01` }), 201)

  const request = await collector.span(named(route))
  assert.deepEqual([request.traceId, request.parentSpanId], [caller.traceId, caller.spanId])
  assert.equal(request.service, 'telemark-api')
  assert.deepEqual(attribute(request, 'http.response.status_code'), { intValue: 201 })
  const statement = await collector.span(childOf(request, 'store-event'))
  assert.match(JSON.stringify(attribute(statement, 'db.query.text')), /INSERT INTO telemetry_event/)
  assert.doesNotMatch(JSON.stringify(collector.spans), new RegExp(`${device.apiKey}|21\\.5`))
})

test('A queued write is followed from the request through Kafka to the statement of the consumer', async (t) => {
  const collector = await otlpReceiver(t)
  const env = { ...(await kafkaEnvironment(t, servers)), ...traced(collector) }
  const { url } = await runningService(t, { role: 'api', env })
  await runningService(t, { role: 'consumer', env })
  const device = await apiDevice(url, env.TELEMARK_OPERATOR_KEY)
  assert.equal(await device.write(), 202)

  const request = await collector.span(named(route))
  const enqueue = await collector.span(childOf(request, 'enqueue'))
  const sent = await collector.span(linkedTo(enqueue, 'send telemetry'))
  assert.equal(sent.parentSpanId ?? '', '')
  const processed = await collector.span(linkedTo(enqueue, 'process telemetry'))
  assert.deepEqual([processed.service, processed.kind], ['telemark-consumer', 5])
  assert.notEqual(processed.traceId, request.traceId)
  await collector.span(childOf(processed, 'store-event'))
})

test('A write that is stored with others links their batch to each of them', async (t) => {
  const collector = await otlpReceiver(t)
  const env = await environmentOf(t, 'batched')
  const { url } = await runningService(t, { role: 'api', env: { ...env, ...traced(collector) } })
  const device = await apiDevice(url, env.TELEMARK_OPERATOR_KEY)
  const writes = Array.from({ length: 20 }, () => device.write())
  for (const status of await Promise.all(writes)) assert.equal(status, 201)

  await collector.span(() => collector.spans.filter(named('store')).length === writes.length)
  for (const store of collector.spans.filter(named('store'))) {
    const request = collector.spans.find(({ spanId }) => spanId === store.parentSpanId)
    assert.equal(request?.name, route)
    const batch = await collector.span(linkedTo(store, 'store batch'))
    await collector.span((span) => span.parentSpanId === batch.spanId && /^store-events?$/.test(span.name))
  }
})

test('Probes have no spans, and what is left to send is sent before the process ends', async (t) => {
  const collector = await otlpReceiver(t)
  const env = {
    ...(await environmentOf(t, 'baseline')),
    ...traced(collector),
    OTEL_BSP_SCHEDULE_DELAY: '600000',
  }
  const service = await runningService(t, { role: 'api', env })
  for (const path of ['/health', '/health/ready', '/metrics', '/api/devices'])
    await (await fetch(service.url + path)).text()
  assert.equal(await service.stop(), 0)
  assert.deepEqual(
    collector.spans.map(({ name }) => name),
    ['GET /api/devices'],
  )
})

test('The sampler, the name of the service and the protocol are what the standard variables say', async (t) => {
  const collector = await otlpReceiver(t)
  const env = await environmentOf(t, 'baseline')
  const { OTEL_EXPORTER_OTLP_PROTOCOL: _, ...protobuf } = traced(collector)
  const services = await Promise.all([
    runningService(t, { role: 'api', env: { ...env, ...protobuf } }),
    runningService(t, { role: 'api', env: { ...env, ...traced(collector), OTEL_SERVICE_NAME: 'mine' } }),
    runningService(t, {
      role: 'api',
      env: {
        ...env,
        ...traced(collector),
        OTEL_TRACES_SAMPLER: 'always_off',
        OTEL_SERVICE_NAME: 'unsampled',
      },
    }),
  ])
  for (const service of services) {
    await (await fetch(`${service.url}/api/devices`)).text()
    await service.stop()
  }
  assert.deepEqual(new Set(collector.spans.map(({ service }) => service)), new Set(['mine']))
  const types = collector.requests.map(({ path, contentType }) => `${path} ${contentType}`)
  assert.ok(types.includes('/v1/traces application/x-protobuf'), types.join())
})

test('A collector that is away costs a task nothing but a line in the log', async (t) => {
  const env = {
    ...(await environmentOf(t, 'baseline')),
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  }
  const service = await runningService(t, { role: 'api', env })
  const device = await apiDevice(service.url, env.TELEMARK_OPERATOR_KEY)
  assert.equal(await device.write(), 201)
  assert.equal(await service.stop(), 0)
})

test('Without a collector OpenTelemetry is not even loaded', async (t) => {
  const env = await environmentOf(t, 'baseline')
  // A module that refuses to load the SDK, and whatever else only tracing needs.
  const trap = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(specifier, context, next) {
      if (/^@opentelemetry\\/(?!api$)/.test(specifier)) throw new Error('loaded ' + specifier)
      return next(specifier, context)
    } })`
  const node = ['--import', `data:text/javascript,${encodeURIComponent(trap)}`]
  const { url } = await runningService(t, { role: 'api', env, node })
  assert.equal(await (await apiDevice(url, env.TELEMARK_OPERATOR_KEY)).write(), 201)

  const collector = await otlpReceiver(t)
  await assert.rejects(
    runningService(t, { role: 'api', env: { ...env, ...traced(collector) }, node }),
    /loaded @opentelemetry/,
  )
})
