import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from '../src/config.ts'

const complete = {
  TELEMARK_ARCHITECTURE: 'kafka',
  TELEMARK_DATABASE_URL: 'postgres://telemark:secret@localhost/telemark',
  TELEMARK_REDIS_URL: 'redis://localhost',
  TELEMARK_KAFKA_BROKERS: 'a:9092,b:9092',
  TELEMARK_OPERATOR_KEY: 'x'.repeat(32),
}

test('defaults are filled in', () => {
  const config = readConfig(complete)
  assert.deepEqual(
    [config.host, config.port, config.poolSize, config.kafkaTopic],
    ['127.0.0.1', 8080, 10, 'telemetry'],
  )
  assert.deepEqual(config.kafkaBrokers, ['a:9092', 'b:9092'])
})

test('an architecture has a planted defect only where the environment says so', () => {
  assert.equal(readConfig(complete).architecture.control, undefined)
  const control = { kind: 'slower', share: 0.15 }
  const { architecture } = readConfig({ ...complete, TELEMARK_CONTROL: JSON.stringify(control) })
  assert.deepEqual([architecture.name, architecture.control], ['kafka', control])
  for (const wrong of ['slower', '{"kind":"slower"}', '{"kind":"losesOne","after":-1}'])
    assert.throws(() => readConfig({ ...complete, TELEMARK_CONTROL: wrong }), ConfigError)
})

test('what the architecture does not use is not required', () => {
  const { TELEMARK_DATABASE_URL, TELEMARK_OPERATOR_KEY } = complete
  for (const name of ['baseline', 'scale', 'calibration']) {
    assert.ok(readConfig({ TELEMARK_ARCHITECTURE: name, TELEMARK_DATABASE_URL, TELEMARK_OPERATOR_KEY }))
  }
})

const wrong: readonly (readonly [
  name: keyof typeof complete | 'TELEMARK_PORT' | 'TELEMARK_LOG_LEVEL' | 'OTEL_EXPORTER_OTLP_PROTOCOL',
  value: string | undefined,
  found: RegExp,
])[] = [
  [
    'TELEMARK_ARCHITECTURE',
    undefined,
    /must be one of baseline, scale, redis, kafka, batched, calibration; found nothing/,
  ],
  ['TELEMARK_ARCHITECTURE', 'mongo', /found "mongo"/],
  ['TELEMARK_DATABASE_URL', undefined, /found nothing/],
  ['TELEMARK_DATABASE_URL', 'mysql://x', /must be a URL that starts with postgres:/],
  ['TELEMARK_REDIS_URL', '', /found nothing/],
  ['TELEMARK_KAFKA_BROKERS', 'a:9092,b', /found "b"/],
  ['TELEMARK_OPERATOR_KEY', 'short', /at least 32 characters; found 5/],
  ['TELEMARK_PORT', '80a', /an integer from 0 to 65535; found "80a"/],
  ['TELEMARK_PORT', '65536', /found "65536"/],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', /one of http\/protobuf, http\/json; found "grpc"/],
  ['TELEMARK_LOG_LEVEL', 'loud', /one of fatal, error, warn, info, debug, trace, silent; found "loud"/],
]

for (const [name, value, found] of wrong) {
  test(`${name} ${value === undefined ? 'missing' : `"${value}"`} is told apart`, () => {
    assert.throws(
      () => readConfig({ ...complete, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', [name]: value }),
      (error) => error instanceof ConfigError && error.message.startsWith(name) && found.test(error.message),
    )
  })
}

test('tracing is on where a collector is named, and may be switched off again', () => {
  const traced = { ...complete, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }
  assert.equal(readConfig(complete).tracing, 'off')
  assert.equal(readConfig(traced).tracing, 'http/protobuf')
  assert.equal(readConfig({ ...traced, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }).tracing, 'http/json')
  assert.equal(readConfig({ ...traced, OTEL_SDK_DISABLED: 'true' }).tracing, 'off')
})

test('a wrong URL is not repeated: it may hold a password', () => {
  assert.throws(
    () => readConfig({ ...complete, TELEMARK_DATABASE_URL: 'mysql://u:secret@x' }),
    (error: Error) => !error.message.includes('secret'),
  )
})
