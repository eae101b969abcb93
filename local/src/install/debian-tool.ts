import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { libraryFolders, neededPackages, unpack } from './debian-package.ts'
import type { InstallContext } from './install-context.ts'
import { installOnce } from './install-once.ts'
import { isExecutable, onPath } from './on-path.ts'
import { runTool } from './run-tool.ts'
import type { Command } from './tools.ts'
import { isAtLeast, versionIn } from './version.ts'

/** A server that Debian packages. */
export interface DebianTool {
  readonly program: string
  readonly package: string
  /** Below the root of the package. */
  readonly place: string
  readonly versionFlag: string
  readonly atLeast: string
  /** Called with the unpacked folder, to finish it. */
  complete?(folder: string): Promise<void>
}

/** What is on PATH and new enough; else what was unpacked before; else it is unpacked now. */
export async function debianTool(tool: DebianTool, context: InstallContext): Promise<Command> {
  return (await findDebianTool(tool)) ?? (await unpackTool(tool, context))
}

/** Without installing anything. */
export async function findDebianTool(tool: DebianTool): Promise<Command | undefined> {
  const path = onPath(tool.program)
  const system = path && (await asCommand(tool, path, {}))
  if (system && isAtLeast(system.version, tool.atLeast)) return system
  const folders = existsSync(cacheFolder()) ? await readdir(cacheFolder()) : []
  for (const name of folders.filter((name) => name.startsWith(`${tool.program}-`)).toSorted()) {
    const found = await fromFolder(tool, join(cacheFolder(), name))
    if (found) return found
  }
  return undefined
}

async function unpackTool(tool: DebianTool, { report, signal }: InstallContext): Promise<Command> {
  const packages = await neededPackages(tool.package, signal)
  const version = packages.find(({ name }) => name === tool.package)?.version
  if (version === undefined)
    throw new Error(
      `${tool.package} is installed, but ${tool.program} ${tool.atLeast} or later was not found on PATH.`,
    )
  const folder = await installOnce(
    {
      name: `${tool.program} ${version}`,
      step: `unpacking Debian's packages ${packages.map(({ name }) => name).join(', ')} (a few seconds, once)`,
      target: join(cacheFolder(), `${tool.program}-${version.replace(/[^\w.+~-]/g, '_')}`),
      fill: async (target) => {
        await unpack(packages, target, signal)
        await tool.complete?.(target)
      },
    },
    report,
  )
  const found = await fromFolder(tool, folder)
  if (found === undefined)
    throw new Error(`${tool.program} was unpacked into ${folder} and does not run from there.`)
  return found
}

async function fromFolder(tool: DebianTool, folder: string): Promise<Command | undefined> {
  const path = join(folder, tool.place)
  if (!isExecutable(path)) return undefined
  return asCommand(tool, path, { LD_LIBRARY_PATH: await libraryFolders(folder) })
}

async function asCommand(
  tool: DebianTool,
  path: string,
  env: Record<string, string>,
): Promise<Command | undefined> {
  try {
    const version = versionIn(await runTool([path, tool.versionFlag], { env }))
    return version === undefined ? undefined : { path, env, version }
  } catch {
    return undefined // a library is missing, or it is another program of that name
  }
}
