import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folder = join(import.meta.dirname, '../../doc/decisions')

test('The index of the decisions lists every page with its title, in order', () => {
  const index = readFileSync(join(folder, 'README.md'), 'utf8')
  const listed = [...index.matchAll(/^\| (\[\d+\]\(.+?\) \| .+?) \| \S.* \|$/gm)].map(([, row]) => row)
  const pages = globSync('[0-9]*.md', { cwd: folder }).toSorted()
  assert.deepEqual(
    listed,
    pages.map((page) => `[${page.slice(0, 4)}](${page}) | ${titleOf(page)}`),
  )
})

function titleOf(page: string): string | undefined {
  return /^# \d+\. (.+)/.exec(readFileSync(join(folder, page), 'utf8'))?.[1]
}
