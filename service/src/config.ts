import { type Architecture, architectures, type Control, calibration } from '@telemark/architecture'
import { parseControl } from './ingest/controls/parse-control.ts'
import { maxRateLimit } from './registry/rate-limiter.ts'
import { type TracingProtocol, tracingProtocols } from './tracing/tracing.ts'

/** What a process of the service is told, by its environment alone. */
export interface Config {
  readonly architecture: Architecture
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly poolSize: number
  /** Present where the architecture is cached. */
  readonly redisUrl: string
  /** Present where the architecture is queued. */
  readonly kafkaBrokers: readonly string[]
  readonly kafkaTopic: string
  /** Every consumer task is a member of this group. */
  readonly kafkaGroup: string
  readonly operatorKey: string
  /** Events older than this are refused, and partitions are made from then on. */
  readonly retentionDays: number
  /** Events a second of a device, for each task, where the registry does not say otherwise; 0: no limit. */
  readonly rateLimit: number
  readonly logLevel: LogLevel
  /** How spans are sent, where there is a collector. */
  readonly tracing: TracingProtocol | 'off'
}

/** The least that is logged. */
export type LogLevel = (typeof logLevels)[number]

/** A value is missing or wrong; the message says which, what is required, and what was found. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

const known: readonly Architecture[] = [...architectures, calibration]
const minOperatorKey = 32
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Reads the configuration. Throws `ConfigError`. */
export function readConfig(environment: Environment): Config {
  const architecture = readArchitecture(environment)
  return {
    architecture,
    host: optional(environment, 'TELEMARK_HOST', '127.0.0.1'),
    port: integer(environment, 'TELEMARK_PORT', 8080, [0, 65_535]),
    databaseUrl: url(environment, 'TELEMARK_DATABASE_URL', ['postgres:', 'postgresql:']),
    poolSize: integer(environment, 'TELEMARK_DATABASE_POOL_SIZE', 10, [1, 1000]),
    redisUrl:
      architecture.read.kind === 'cached'
        ? url(environment, 'TELEMARK_REDIS_URL', ['redis:', 'rediss:'])
        : '',
    kafkaBrokers: architecture.ingest.kind === 'queued' ? brokers(environment) : [],
    kafkaTopic: optional(environment, 'TELEMARK_KAFKA_TOPIC', 'telemetry'),
    kafkaGroup: optional(environment, 'TELEMARK_KAFKA_GROUP', 'telemark-consumer'),
    operatorKey: operatorKey(environment),
    retentionDays: integer(environment, 'TELEMARK_RETENTION_DAYS', 30, [1, 3650]),
    rateLimit: integer(environment, 'TELEMARK_RATE_LIMIT', 0, [0, maxRateLimit]),
    logLevel: oneOf(environment, 'TELEMARK_LOG_LEVEL', logLevels, 'info'),
    tracing: tracing(environment),
  }
}

function readArchitecture(environment: Environment): Architecture {
  const names = known.map(({ name }) => name).join(', ')
  const name = required(environment, 'TELEMARK_ARCHITECTURE', `one of ${names}`)
  const found = known.find((architecture) => architecture.name === name)
  if (found === undefined) throw wrong('TELEMARK_ARCHITECTURE', `one of ${names}`, `"${name}"`)
  const control = readControl(environment)
  return control === undefined ? found : { ...found, control }
}

/** A defect that a comparison plants to test itself; no deployment that serves people has this variable. */
function readControl(environment: Environment): Control | undefined {
  const text = environment.TELEMARK_CONTROL
  if (text === undefined || text === '') return undefined
  const control = parseControl(text)
  if (control === undefined) throw wrong('TELEMARK_CONTROL', 'the JSON of a planted defect', `"${text}"`)
  return control
}

/** By OpenTelemetry's own variables; the others of them its SDK reads itself. */
function tracing(environment: Environment): TracingProtocol | 'off' {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SDK_DISABLED } = environment
  const isOn = Boolean(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT)
  if (!isOn || OTEL_SDK_DISABLED === 'true') return 'off'
  return oneOf(environment, 'OTEL_EXPORTER_OTLP_PROTOCOL', tracingProtocols, 'http/protobuf')
}

function url(environment: Environment, name: string, protocols: readonly string[]): string {
  const form = `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`
  const text = required(environment, name, form)
  // The value is not repeated: it may hold a password.
  if (!protocols.includes(URL.parse(text)?.protocol ?? '')) throw wrong(name, form, 'something else')
  return text
}

function brokers(environment: Environment): readonly string[] {
  const form = 'brokers as host:port, separated by commas'
  const list = required(environment, 'TELEMARK_KAFKA_BROKERS', form).split(',')
  for (const broker of list) {
    if (!/^[^\s:]+:\d{1,5}$/.test(broker)) throw wrong('TELEMARK_KAFKA_BROKERS', form, `"${broker}"`)
  }
  return list
}

function operatorKey(environment: Environment): string {
  const form = `at least ${minOperatorKey} characters`
  const key = required(environment, 'TELEMARK_OPERATOR_KEY', form)
  if (key.length < minOperatorKey) throw wrong('TELEMARK_OPERATOR_KEY', form, `${key.length}`)
  return key
}

function integer(
  environment: Environment,
  name: string,
  fallback: number,
  range: readonly [number, number],
): number {
  const text = environment[name]
  if (text === undefined || text === '') return fallback
  const [least, most] = range
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw wrong(name, `an integer from ${least} to ${most}`, `"${text}"`)
  }
  return number
}

function oneOf<T extends string>(
  environment: Environment,
  name: string,
  known: readonly T[],
  fallback: T,
): T {
  const text = environment[name] || fallback
  const found = known.find((candidate) => candidate === text)
  if (found === undefined) throw wrong(name, `one of ${known.join(', ')}`, `"${text}"`)
  return found
}

function optional(environment: Environment, name: string, fallback: string): string {
  return environment[name] || fallback
}

function required(environment: Environment, name: string, form: string): string {
  const text = environment[name]
  if (text === undefined || text === '') throw wrong(name, form, 'nothing')
  return text
}

function wrong(name: string, form: string, found: string): ConfigError {
  return new ConfigError(`${name} must be ${form}; found ${found}. Set it and start again.`)
}
