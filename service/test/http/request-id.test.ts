import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestIdOf } from '../../src/http/request-id.ts'

const idOf = (sent?: string) => requestIdOf({ headers: sent === undefined ? {} : { 'x-request-id': sent } })

test('An id that a client or a load balancer has sent is kept', () => {
  for (const sent of ['019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11', 'Root=1-67891233-abcdef01', 'a'])
    assert.equal(idOf(sent), sent)
})

test('What would not fit into a log or a header is replaced', () => {
  for (const sent of ['', 'two words', '<script>', 'a'.repeat(129), 'é']) assert.notEqual(idOf(sent), sent)
})

test('Ids of our own are all different', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => idOf()))
  assert.equal(ids.size, 1000)
})
