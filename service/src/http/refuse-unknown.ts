import type { FastifyInstance, FastifyReply } from 'fastify'
import { methodNotAllowed, notFound, sendProblem } from './problem.ts'

/** Answers what no route serves: 405 where the path is known under another method, 404 elsewhere. Call it before routes are added. */
export function refuseUnknown(app: FastifyInstance, onRefuse: (reply: FastifyReply) => void): void {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+')}$`), methods: [method].flat() })
  })
  app.setNotFoundHandler((request, reply) => {
    onRefuse(reply)
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods)
    return sendProblem(reply, allowed.length === 0 ? notFound : methodNotAllowed([...new Set(allowed)]))
  })
}
