import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Tracing } from './tracing.ts'

/** A span from the head of a request to the end of its answer, or until its client has left. */
export function serverSpans(tracer: Tracer): Tracing['serve'] {
  const contexts = new WeakMap<FastifyRequest, Context>()

  return (app: FastifyInstance) => {
    app.addHook('onRequest', (request, reply, done) => {
      if (!isTraced(request)) return done()
      const { method, routeOptions, headers, id } = request
      const route = routeOptions.url ?? ''
      const attributes = {
        'http.request.method': method,
        'http.route': route,
        'telemark.request_id': id,
      }
      const caller = propagation.extract(ROOT_CONTEXT, headers)
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller)
      reply.raw.once('close', () => {
        const { statusCode, writableFinished } = reply.raw
        if (!writableFinished) span.setAttribute('error.type', 'client_left')
        else span.setAttribute('http.response.status_code', statusCode)
        if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      })
      const active = trace.setSpan(caller, span)
      contexts.set(request, active)
      context.with(active, done)
    })
    // Reading a body ends in the context of the socket.
    app.addHook('preValidation', (request, _reply, done) => {
      const active = contexts.get(request)
      if (active === undefined) done()
      else context.with(active, done)
    })
  }
}

/** Probes and scrapes would drown the rest, and a stream lasts until its client leaves. */
function isTraced({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') === true && routeOptions.config.longLived !== true
}
