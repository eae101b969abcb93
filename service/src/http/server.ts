import Fastify, { type FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Api } from './api.ts'
import { batchRoutes } from './batch/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { docsRoutes } from './docs/routes.ts'
import { answerFailure } from './failure.ts'
import { maxBodyBytes } from './limits.ts'
import { logAnswers } from './log-answers.ts'
import { answerClientError, nodeServer } from './node-server.ts'
import { type Operations, operationsRoutes } from './operations/routes.ts'
import { systemRoute } from './operations/system.ts'
import { pipelineRoutes } from './pipeline/routes.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { echoRequestId, requestIdOf } from './request-id.ts'
import { telemetryRoutes } from './telemetry/routes.ts'

type AddTo = (app: FastifyInstance) => void

/** What is watched of a server. */
export interface ServerOptions {
  /** From then on it asks for no more requests, and answers those that come. */
  readonly leaving: AbortSignal
  /** What this adds sees every route. */
  readonly watchRoutes?: AddTo
}

/** The HTTP API, not listening yet. */
export function apiServer(api: Api, { leaving, watchRoutes }: ServerOptions): FastifyInstance {
  const addRoutes: AddTo = (app) => {
    // Scopes of their own: they read bodies differently.
    app.register((scope, _options, done) => done(void telemetryRoutes(scope, api)))
    app.register((scope, _options, done) => done(void batchRoutes(scope, api)))
    app.register((scope, _options, done) => done(void deviceRoutes(scope, api)))
    operationsRoutes(app, api, leaving)
    systemRoute(app, api)
    app.register((scope, _options, done) => done(void pipelineRoutes(scope, api)))
    docsRoutes(app)
  }
  return server(api.metrics, addRoutes, watchRoutes)
}

/** Health and metrics of a process that serves nothing else. */
export function operationsServer(operations: Operations, leaving: AbortSignal): FastifyInstance {
  return server(operations.metrics, (app) => operationsRoutes(app, operations, leaving))
}

function server(metrics: Metrics, addRoutes: AddTo, watchRoutes?: AddTo): FastifyInstance {
  const app = Fastify({
    logger: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: maxBodyBytes,
    serverFactory: (handler) =>
      nodeServer(handler, {
        // Longer than the 60 s after which the load balancer lets go of an idle connection: whoever closes second loses no request.
        keepAliveTimeoutMs: 75_000,
        requestTimeoutMs: 30_000,
      }),
    clientErrorHandler: answerClientError,
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
  // Handlers send ready-made documents: the schemas of answers are there for `/api/openapi.json`, and none is compiled.
  app.setSerializerCompiler(() => JSON.stringify)
  refuseUnknown(app, metrics.http.unmatched)
  watchRoutes?.(app)
  app.register((scope, _options, done) => done(void addRoutes(scope)))
  return app
}
