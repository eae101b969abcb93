import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import type { TestOptions } from './options.ts'

const patterns = ['test/**/*.test.ts', '*/test/**/*.test.ts']

/** The test files that `options` ask for, as absolute paths in a fixed order. */
export function findTestFiles({ all, only }: Pick<TestOptions, 'all' | 'only'>): readonly string[] {
  return globSync(patterns, { cwd: root, exclude: ['node_modules/**'] })
    .filter((path) => all || !path.endsWith('.long.test.ts'))
    .filter((path) => only.length === 0 || only.some((part) => path.includes(part)))
    .sort()
    .map((path) => join(root, path))
}
