import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify'
import type { Registry } from 'prom-client'
import { isLongLived } from '../http/long-lived.ts'
import { durationBounds } from './buckets.ts'
import { expose, exposeNumber } from './exposition.ts'
import { LabelledBuckets } from './labelled-buckets.ts'

const duration = 'http_request_duration_seconds'

/** RED of the HTTP server: rate, errors, duration. */
export interface HttpMetrics {
  /** Call it before routes are added. */
  watch(app: FastifyInstance): void
  /** Counts an answer to what no route serves; all of them are one route, whatever was asked for. */
  unmatched(reply: FastifyReply): void
}

/** The answers of one route, by status code. */
interface Route {
  readonly method: string
  readonly route: string
  readonly statuses: LabelledBuckets<number>
}

/** All on the path of every request is one addition in a plain array, and two of a counter. */
export function httpMetrics(registry: Registry): HttpMetrics {
  const routes: Route[] = []
  const unmatched = addRoute('any', 'unmatched')
  const now = { inFlight: 0, aborted: 0, streams: 0 }

  expose(registry, duration, () => routes.flatMap(samplesOf))
  exposeNumber(registry, 'http_requests_in_flight', () => now.inFlight)
  exposeNumber(registry, 'http_requests_aborted_total', () => now.aborted)
  exposeNumber(registry, 'http_streams_open', () => now.streams)

  function addRoute(method: string, route: string): Route {
    const added = { method, route, statuses: new LabelledBuckets<number>(durationBounds) }
    routes.push(added)
    return added
  }

  function closed(this: ServerResponse): void {
    now.inFlight -= 1
    if (!this.writableFinished) now.aborted += 1
  }

  function streamClosed(): void {
    now.streams -= 1
  }

  /** Of a stream only a refusal says something with its status and its duration. */
  function countStreams(options: RouteOptions): void {
    const { statuses } = addRoute([options.method].flat().join(), options.url)
    options.onResponse = (_request, { statusCode, elapsedTime }, done) => {
      if (statusCode >= 400) statuses.of(statusCode).observe(elapsedTime / 1000)
      done()
    }
    options.onRequest = (_request, reply, done) => {
      reply.raw.off('close', closed).on('close', streamClosed)
      now.inFlight -= 1
      now.streams += 1
      done()
    }
  }

  function time(options: RouteOptions): void {
    const { statuses } = addRoute([options.method].flat().join(), options.url)
    options.onResponse = (_request, reply, done) => {
      statuses.of(reply.statusCode).observe(reply.elapsedTime / 1000)
      done()
    }
  }

  return {
    watch(app) {
      // Of a client that leaves Fastify tells a route nothing; `close` comes after every answer.
      app.server.prependListener('request', (_request, response) => {
        now.inFlight += 1
        response.on('close', closed)
      })
      app.addHook('onRoute', (options) => (isLongLived(options) ? countStreams(options) : time(options)))
    },
    unmatched(reply) {
      const start = performance.now()
      reply.raw.once('finish', () =>
        unmatched.statuses.of(reply.statusCode).observe((performance.now() - start) / 1000),
      )
    },
  }
}

function samplesOf({ method, route, statuses }: Route) {
  return statuses.samples(duration, { label: 'status_code', method, route })
}
