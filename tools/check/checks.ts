/** One thing that must hold for the whole tree. */
export interface Check {
  readonly name: string
  /** Run at the root of the repository; it exits with 0 when the tree is as it should be. */
  readonly command: readonly [string, ...string[]]
}

/** All that `npm run check` asks for. */
export const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the k6 script', command: ['tsc', '-p', 'bench/k6'] },
  { name: 'types of the page', command: ['tsc', '-p', 'bench/src/report/html/page'] },
  {
    name: 'lint, format, dependency direction, cycles',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=none', '.'],
  },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'exact versions', command: ['node', 'tools/check/exact-versions.ts'] },
]
