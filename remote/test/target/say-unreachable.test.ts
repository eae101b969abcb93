import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayUnreachable } from '../../src/target/say-unreachable.ts'

/** As `fetch` throws it. */
const failed = (code: string, message: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) })

test('A certificate that is not accepted is told from a service that does not run', () => {
  for (const code of [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])
    assert.match(
      sayUnreachable(failed(code, 'no')),
      /^its certificate is not accepted .*NODE_EXTRA_CA_CERTS .*SSL_CERT_FILE/,
    )
  assert.match(
    sayUnreachable(failed('ECONNREFUSED', 'connect ECONNREFUSED ::1:80')),
    /^nothing listens there/,
  )
})

test('A name that nobody knows, and silence, are told from the others', () => {
  assert.match(sayUnreachable(failed('ENOTFOUND', 'getaddrinfo ENOTFOUND nowhere')), /^its name is not known/)
  assert.match(sayUnreachable(new DOMException('aborted', 'TimeoutError')), /^it gave no answer in time/)
  assert.match(sayUnreachable(failed('ECONNRESET', 'socket hang up')), /^socket hang up\. Does it run/)
})
