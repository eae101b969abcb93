import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folder = join(import.meta.dirname, '../../doc')
const page = readFileSync(join(folder, 'security.md'), 'utf8')

/** Items such as `- [keys.ts](../test/contract/cases/keys.ts): A third key is a 409`. */
const shown = [...page.matchAll(/^- \[(.+?)\]\((.+?)\): (.+)$/gm)].map(
  ([, name = '', path = '', title = '']) => ({
    name,
    path,
    title,
  }),
)

/** What is said under each heading of the third level. */
const answers = page.split(/^### /m).slice(1)

test('Every test that the security page names exists, under that title and in that file', () => {
  assert.ok(shown.length > 0)
  const missing = shown.filter(({ path, title }) => {
    const file = join(folder, path)
    return !existsSync(file) || !readFileSync(file, 'utf8').includes(`'${title}'`)
  })
  assert.deepEqual(missing, [])
})

test('Files are named as they are called', () => {
  assert.deepEqual(
    shown.filter(({ name, path }) => !path.endsWith(`/${name}`)),
    [],
  )
})

test('Each of the ten risks is answered, with a test or with why it does not apply', () => {
  assert.deepEqual(
    answers.map((answer) => /^API\d+/.exec(answer)?.[0]),
    Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
  )
  for (const answer of answers)
    assert.ok(/^- \[.+?\]\(.+?\): /m.test(answer) || answer.includes('Does not apply: '), answer)
})
