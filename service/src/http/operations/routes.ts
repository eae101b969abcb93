import type { FastifyInstance } from 'fastify'
import { singleFlight } from '../../concurrency/single-flight.ts'
import type { Metrics } from '../../metrics.ts'
import { sendReadiness } from '../reply.ts'
import { askAll, type Dependency, type DependencyState } from './dependency.ts'
import { healthSchema, metricsSchema, readinessSchema } from './schemas.ts'

/** What `/health`, `/health/ready` and `/metrics` speak for; the API and the consumer have them alike. */
export interface Operations {
  readonly dependencies: readonly Dependency[]
  readonly metrics: Metrics
}

/**
 * `/health`: the process serves, and will; once it is `leaving` a load balancer should send it nothing more. `/health/ready`: everything
 * it needs serves too. `/metrics`: Prometheus.
 */
export function operationsRoutes(
  app: FastifyInstance,
  { dependencies, metrics }: Operations,
  leaving: AbortSignal,
): void {
  app.get('/health', { schema: healthSchema }, (_request, reply) =>
    sendReadiness(reply, !leaving.aborted, leaving.aborted ? '{"status":"leaving"}' : '{"status":"ok"}'),
  )

  const oneFlight = singleFlight<readonly DependencyState[]>()
  app.get('/health/ready', { schema: readinessSchema }, async (_request, reply) => {
    const states = await oneFlight('ready', () => askAll(dependencies)) // whoever asks often opens no more connections
    const ready = states.every(({ status }) => status === 'up')
    const body = JSON.stringify({ status: ready ? 'ready' : 'unavailable', dependencies: states })
    return sendReadiness(reply, ready, body)
  })

  app.get('/metrics', { schema: metricsSchema }, async (_request, reply) => {
    const text = await metrics.text()
    return reply.type(metrics.contentType).send(text)
  })
}
