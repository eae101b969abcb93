import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'

interface Manifest {
  readonly workspaces?: readonly string[]
  readonly dependencies?: Versions
  readonly devDependencies?: Versions
  readonly optionalDependencies?: Versions
  readonly overrides?: Versions
}
type Versions = Readonly<Record<string, string>>

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

/** A range would let two clean checkouts measure different code. */
function inexactVersions(folder: string): readonly string[] {
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifestOf(folder)
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(
      ([name, version]) =>
        `${join(folder, 'package.json')}: ${name} is "${version}"; an exact version is required`,
    )
}

const problems = ['.', ...(manifestOf('.').workspaces ?? [])].flatMap(inexactVersions)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
