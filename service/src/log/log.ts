import pino, { type DestinationStream, type Logger } from 'pino'
import { describeError } from './describe-error.ts'

/** Names under which a secret, or what a client has sent, would lie. Nothing logs them; should it happen, they are not shown. */
const secret = [
  'authorization',
  '["x-api-key"]',
  'api_key',
  'apiKey',
  'operatorKey',
  'password',
  'databaseUrl',
  'redisUrl',
  'headers',
  'body',
]

/** Writes one JSON document a line. Nothing is buffered: the last words of a process are not lost. */
export function createLog(to: DestinationStream): Logger {
  const options = {
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    serializers: { err: describeError },
    redact: secret.flatMap((name) => [name, name.startsWith('[') ? `*${name}` : `*.${name}`]),
  }
  return pino(options, to)
}

/** The log of this process: stderr, for stdout is what `seed` and `export` print. `main.ts` sets its level. */
export const log: Logger = createLog(pino.destination({ dest: 2, sync: true }))
