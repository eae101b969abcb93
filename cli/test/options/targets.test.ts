import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTargets } from '../../src/options/targets.ts'

const read = (...texts: readonly string[]) => parseTargets(texts).map(({ name, url }) => [name, url.href])

test('A target has the name that it is given, or that of its host', () => {
  assert.deepEqual(
    read('staging=https://telemetry.example.com/v1', 'https://telemetry.example.com', 'http://[::1]:8080'),
    [
      ['staging', 'https://telemetry.example.com/v1'],
      ['telemetry.example.com', 'https://telemetry.example.com/'],
      ['1-8080', 'http://[::1]:8080/'],
    ],
  )
})

test('What is no address, or would put a secret into the records, is refused', () => {
  for (const text of ['telemetry.example.com', 'ftp://example.com', 'staging=', 'https://', ''])
    assert.throws(() => parseTargets([text]), /a URL with http or https is required/, text)
  for (const text of [
    'https://me:secret@example.com',
    'https://example.com?key=secret',
    'https://example.com#top',
  ])
    assert.throws(() => parseTargets([text]), /without user, query and fragment/, text)
})

test('Names that cannot name files, or that two targets have, are refused', () => {
  assert.throws(() => parseTargets(['a b=https://example.com']), /a name of letters, digits, dots and dashes/)
  assert.throws(
    () => parseTargets(['https://example.com', 'https://example.com/other']),
    /example\.com is there twice/,
  )
})
