import { SpanKind, type Tracer, trace } from '@opentelemetry/api'
import { inSpan } from './in-span.ts'
import type { Tracing } from './tracing.ts'

/** Of a statement its name and its text, never its values. It begins with the wait for a connection. */
export function databaseSpans(tracer: Tracer): Tracing['database'] {
  return (database) => ({
    ...database,
    query(statement, values) {
      // Probes and what a process does for itself belong to no request.
      if (trace.getActiveSpan() === undefined) return database.query(statement, values)
      const attributes = {
        'db.system.name': 'postgresql',
        'db.query.summary': statement.name,
        'db.query.text': statement.text,
      }
      return inSpan(tracer, { name: statement.name, kind: SpanKind.CLIENT, attributes }, () =>
        database.query(statement, values),
      )
    },
  })
}
