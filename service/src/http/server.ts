import Fastify, { type FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Api } from './api.ts'
import { deviceRoutes } from './devices/routes.ts'
import { answerFailure } from './failure.ts'
import { logAnswers } from './log-answers.ts'
import { type Operations, operationsRoutes } from './operations/routes.ts'
import { systemRoute } from './operations/system.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { echoRequestId, requestIdOf } from './request-id.ts'
import { telemetryRoutes } from './telemetry/routes.ts'

/** The HTTP API, not listening yet. */
export function apiServer(api: Api): FastifyInstance {
  return server(api.metrics, (app) => {
    // Scopes of their own: they read bodies differently.
    app.register((scope, _options, done) => done(void telemetryRoutes(scope, api)))
    app.register((scope, _options, done) => done(void deviceRoutes(scope, api)))
    operationsRoutes(app, api)
    systemRoute(app, api)
  })
}

/** Health and metrics of a process that serves nothing else. */
export function operationsServer(operations: Operations): FastifyInstance {
  return server(operations.metrics, (app) => operationsRoutes(app, operations))
}

function server(metrics: Metrics, addRoutes: (app: FastifyInstance) => void): FastifyInstance {
  const app = Fastify({
    logger: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: 64 * 1024,
    // Longer than the 60 s after which the load balancer lets go of an idle connection: whoever closes second loses no request.
    keepAliveTimeout: 75_000,
    requestTimeout: 30_000,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false },
    // While leaving, requests on open connections are still answered, with `connection: close`.
    return503OnClosing: false,
    // What the router refuses before there is a route never reaches the error handler.
    frameworkErrors(error, request, reply) {
      metrics.http.unmatched(reply)
      answerFailure(error, request, reply)
    },
    forceCloseConnections: 'idle',
    // Fastify's own Ajv coerces and strips; nothing here may be.
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: true,
        verbose: true,
      },
    },
  })
  metrics.http.watch(app)
  echoRequestId(app.server)
  logAnswers(app)
  app.setErrorHandler(answerFailure)
  refuseUnknown(app, metrics.http.unmatched)
  addRoutes(app)
  return app
}
