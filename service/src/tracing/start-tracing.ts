import { setTimeout as delay } from 'node:timers/promises'
import { DiagLogLevel, diag, trace } from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import manifest from '../../package.json' with { type: 'json' }
import { log } from '../log/log.ts'
import { scrub } from '../log/scrub.ts'
import { databaseSpans } from './database-spans.ts'
import { eventOrigins } from './event-origins.ts'
import { ingestSpans } from './ingest-spans.ts'
import { serverSpans } from './server-spans.ts'
import type { Tracing, TracingProtocol } from './tracing.ts'

/** A collector that does not answer must not keep a task from leaving in time. */
const flushWithinMs = 2000

export interface TracingOptions {
  readonly protocol: TracingProtocol
  readonly role: string
  readonly architecture: string
}

/**
 * Traces this process. Sampling, limits, the collector's address, headers and resource are OpenTelemetry's own variables (`OTEL_…`).
 * Disposing sends what is not sent yet.
 */
export function startTracing(options: TracingOptions): Tracing {
  const say = (message: string) => log.warn({ tracing: scrub(message) }, 'Tracing has trouble')
  const quiet = () => undefined
  diag.setLogger(
    { error: say, warn: say, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
  const exporter = options.protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter()
  const provider = new NodeTracerProvider({
    resource: resourceOf(options),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  const tracer = trace.getTracer('telemark', manifest.version)
  const origins = eventOrigins()
  return {
    ...ingestSpans(tracer, origins),
    serve: serverSpans(tracer),
    headersOf: origins.headersOf,
    database: databaseSpans(tracer),
    async [Symbol.asyncDispose]() {
      const flushed = provider.shutdown().catch((error) => say(String(error)))
      await Promise.race([flushed, delay(flushWithinMs, undefined, { ref: false })])
    },
  }
}

/** What the variables say wins. */
function resourceOf({ role, architecture }: TracingOptions) {
  return resourceFromAttributes({
    'service.name': `telemark-${role}`,
    'service.version': manifest.version,
    'telemark.architecture': architecture,
  }).merge(detectResources({ detectors: [envDetector] }))
}
