import type { FastifyInstance } from 'fastify'
import { log } from '../log/log.ts'
import { requestFields } from './request-fields.ts'

/** For whoever looks for a mistake of a client: refusals at the level `debug`, every answer at `trace`. Otherwise it adds nothing. */
export function logAnswers(app: FastifyInstance): void {
  if (!log.isLevelEnabled('debug')) return
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply
    const fields = { ...requestFields(request), status, ms: Math.round(elapsedTime * 10) / 10 }
    if (status >= 400) log.debug(fields, 'Refused')
    else log.trace(fields, 'Answered')
    done()
  })
}
