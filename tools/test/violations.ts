import type { Plant } from './planted-tree.ts'

/** A plant, and how `npm run check` must answer it. */
export interface Violation extends Plant {
  /** Completes "fails on ...". */
  readonly title: string
  /** The check that must find it. */
  readonly check: string
  /** What the check says about the file. */
  readonly says: RegExp
}

const lint = 'lint, format, dependency direction, cycles'

function file(path: string, ...lines: readonly string[]): Plant {
  return { path, edit: () => `${lines.join('\n')}\n` }
}

function direction(importer: string, imported: string, says: RegExp): Violation {
  const path = `${importer}/planted-direction-${imported.replaceAll(/\W+/g, '-')}.ts`
  const code = file(path, `import * as planted from '${imported}'`, '', 'export const used = planted')
  return { title: `${imported} imported in ${importer}`, ...code, check: lint, says }
}

/** One of each kind of mess that `npm run check` is there to prevent. */
export const violations: readonly Violation[] = [
  {
    title: 'a type error',
    ...file('service/src/planted-type.ts', "export const port: number = '8080'"),
    check: 'types',
    says: /error TS2322/,
  },
  {
    title: 'a Node API in the types of the k6 script',
    ...file('bench/k6/planted-node.ts', 'export const memory = process.memoryUsage()'),
    check: 'types of the k6 script',
    says: /error TS2591/,
  },
  {
    title: 'a promise that nobody waits for',
    ...file('local/src/planted-promise.ts', 'export function start() {', '  Promise.resolve(1)', '}'),
    check: lint,
    says: /noFloatingPromises/,
  },
  {
    title: 'a promise as a condition',
    ...file(
      'local/src/planted-if.ts',
      'export async function up(ready: Promise<boolean>) {',
      '  return ready ? 1 : 0',
      '}',
    ),
    check: lint,
    says: /noMisusedPromises/,
  },
  {
    title: 'an explicit any',
    ...file('cli/src/planted-any.ts', 'export const anything: any = 1'),
    check: lint,
    says: /noExplicitAny/,
  },
  {
    title: 'another format',
    ...file('bench/src/planted-format.ts', 'export const one = "1";'),
    check: lint,
    says: /format/,
  },
  {
    title: 'a test that is skipped',
    ...file(
      'bench/test/planted.test.ts',
      "import { test } from 'node:test'",
      '',
      "test.skip('Nothing is tested', () => undefined)",
    ),
    check: lint,
    says: /noSkippedTests/,
  },
  direction('architecture/src', 'node:fs', /architecture imports nothing/),
  direction('deployment/src', '@telemark/service', /deployment may import architecture only/),
  direction('service/src', '@telemark/local', /service may import architecture only/),
  direction('service/src/stores', '@telemark/deployment', /service may import architecture only/),
  direction('service/src/http', 'pg', /Only service\/src\/stores uses client libraries/),
  direction('service/src/read', 'ioredis', /Only service\/src\/stores uses client libraries/),
  direction('service/src/ingest', '@platformatic/kafka', /Only service\/src\/stores uses client libraries/),
  direction('local/src', '@telemark/service', /local may import deployment and architecture only/),
  direction('local/src', '@telemark/bench', /local may import deployment and architecture only/),
  direction('local/src', '@telemark/remote', /local may import deployment and architecture only/),
  direction('remote/src', '@telemark/bench', /remote may import deployment, architecture and local only/),
  direction('bench/src', '@telemark/local', /bench may import deployment and architecture only/),
  direction('bench/src', '@telemark/remote', /bench may import deployment and architecture only/),
  direction('cli/src', '@telemark/service', /cli may not import the service/),
  direction('local/src', '../../service/src/config.ts', /Import another workspace by its package name/),
  direction('bench/test', '../../local/src/index.ts', /Import another workspace by its package name/),
  direction('bench/src', '../test/helper.ts', /Code in src may not import tests/),
  direction('bench/k6', 'node:path', /k6 has no Node APIs and no packages/),
  direction('bench/k6', '@telemark/architecture', /k6 has no Node APIs and no packages/),
  direction('bench/src', 'commander', /noUndeclaredDependencies/),
  {
    title: 'a cycle, even of types alone',
    path: 'architecture/src/architecture.ts',
    edit: (text) =>
      `import type { ComponentKind } from './components.ts'\n\nexport type Planted = ComponentKind\n${text}`,
    check: lint,
    says: /noImportCycles/,
  },
  {
    title: 'a file that nobody uses',
    ...file('architecture/src/planted-dead.ts', 'export const dead = true'),
    check: 'dead code',
    says: /^architecture\/src\/planted-dead\.ts\s*$/,
  },
  {
    title: 'an export that nobody uses',
    path: 'deployment/src/sizes.ts',
    edit: (text) => `${text}\nexport const plantedDead = true\n`,
    check: 'dead code',
    says: /plantedDead/,
  },
  {
    title: 'a dependency that nobody uses',
    path: 'architecture/package.json',
    edit: (text) => text.replace('"exports"', '"dependencies": { "fastify": "5.12.8" },\n  "exports"'),
    check: 'dead code',
    says: /^fastify /,
  },
  {
    title: 'a version that is a range',
    path: 'cli/package.json',
    edit: (text) => text.replace('"commander": "', '"commander": "^'),
    check: 'exact versions',
    says: /commander is "\^/,
  },
]
