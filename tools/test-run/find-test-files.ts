import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import type { TestOptions } from './options.ts'

/** Files that take longest come first: begun last, one would be alone at the end, with nothing for the other cores to do. */
const patterns = [
  'test/contract/*.test.ts',
  'test/**/*.test.ts',
  'local/test/*.test.ts',
  '*/test/**/*.test.ts',
]

/** The test files that `options` ask for, as absolute paths in a fixed order. */
export function findTestFiles({ all, only }: Pick<TestOptions, 'all' | 'only'>): readonly string[] {
  const found = patterns.flatMap((pattern) =>
    globSync(pattern, { cwd: root, exclude: ['node_modules/**'] }).sort(),
  )
  return [...new Set(found)]
    .filter((path) => all || !path.endsWith('.long.test.ts'))
    .filter((path) => only.length === 0 || only.some((part) => path.includes(part)))
    .map((path) => join(root, path))
}
