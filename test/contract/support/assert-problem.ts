import assert from 'node:assert/strict'
import type { Reply } from './http.ts'

/** Asserts an RFC 9457 answer with this status. */
export function assertProblem(reply: Reply, status: number): void {
  assert.equal(reply.status, status, reply.text)
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(reply.body.status, status)
  assert.ok(typeof reply.body.title === 'string' && reply.body.title !== '', reply.text)
  assert.doesNotMatch(reply.text, /node_modules|\.ts:\d/, 'A problem must not show the inside of the service')
}

/** Asserts a 422 with exactly one entry for each of these JSON pointers. */
export function assertInvalid(reply: Reply, pointers: readonly string[]): void {
  assertProblem(reply, 422)
  const entries = reply.body.errors
  assert.ok(Array.isArray(entries), reply.text)
  assert.deepEqual(entries.map(({ pointer }) => pointer).sort(), [...pointers].sort(), reply.text)
  for (const entry of entries) {
    assert.ok(typeof entry.code === 'string' && entry.code !== '', reply.text)
    assert.ok(typeof entry.required === 'string' && entry.required !== '', reply.text)
  }
}
