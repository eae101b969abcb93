import type { Operation } from '../support/contract.ts'
import type { Call } from '../support/fuzz-case.ts'

/** `call` as it goes over the wire. */
export function wireOf({ path, method }: Pick<Operation, 'path' | 'method'>, call: Call): Buffer {
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => call.path[name] ?? '')
  const { body } = call
  const length: (readonly [string, string])[] =
    body === undefined ? [] : [['content-length', String(body.length)]]
  const headers = [['host', 'telemark'] as const, ...call.headers, ...length]
  const head = [
    `${method} ${target}${call.query === '' ? '' : `?${call.query}`} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'utf8'), body ?? Buffer.alloc(0)])
}
