import { type Span, type SpanOptions, SpanStatusCode, type Tracer } from '@opentelemetry/api'
import { scrub } from '../log/scrub.ts'

export interface SpanDescription extends SpanOptions {
  readonly name: string
}

/** Runs `work` inside of a span, which ends with it. */
export function inSpan<T>(
  tracer: Tracer,
  { name, ...options }: SpanDescription,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      const { name: type, message } = error instanceof Error ? error : new Error(String(error))
      span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR, message: scrub(message) })
      throw error
    } finally {
      span.end()
    }
  })
}
