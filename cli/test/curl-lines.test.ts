import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { curlLines } from '../src/curl-lines.ts'

test('The README shows the lines that `up` prints, and no others', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const [section = ''] = readme.split('## Living with one architecture').slice(1)
  const shown = [...section.matchAll(/^# (.+)\n(.*curl .+)$/gm)].map(([, what, line]) => ({ what, line }))
  assert.deepEqual(shown, curlLines)
})
