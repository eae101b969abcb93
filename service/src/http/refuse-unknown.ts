import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerFailure } from './failure.ts'
import { methodNotAllowed, notFound, sendProblem } from './problem.ts'

/**
 * Answers what no route serves: 405 where the path is known under another method, 404 elsewhere; everything else that fails is left to
 * `answerFailure`. Call it before routes are added.
 */
export function refuseUnknown(app: FastifyInstance, onRefuse: (reply: FastifyReply) => void): void {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({
      path: new RegExp(`^${url.replaceAll('.', '\\.').replace(/:[^/]+/g, '[^/]+')}$`),
      methods: [method].flat(),
    })
  })
  // The body is not looked at, and Node drops it. Scopes that take bodies have parsers of their own.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    onRefuse(reply)
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods)
    return sendProblem(reply, allowed.length === 0 ? notFound : methodNotAllowed([...new Set(allowed)]))
  }
  app.setNotFoundHandler(answer)
  // Whatever Fastify finds wrong there first: it looks at the content type.
  app.setErrorHandler((error, request, reply) =>
    request.is404 ? answer(request, reply) : answerFailure(error, request, reply),
  )
}
