import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { fetchOwnLists, libraryFolders, neededPackages, unpack } from './debian-package.ts'
import type { InstallContext } from './install-context.ts'
import { installOnce } from './install-once.ts'
import { MissingTool } from './missing-tool.ts'
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
  const found = await findDebianTool(tool)
  if (found) return found
  try {
    return await unpackTool(tool, context)
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof MissingTool) throw error
    context.report(`${tool.program}: fetching newer package lists, because ${(error as Error).message}`)
    await fetchOwnLists(context.signal)
    return await unpackTool(tool, context)
  }
}

/** Without installing anything. */
export async function findDebianTool(tool: DebianTool): Promise<Command | undefined> {
  const path = onPath(tool.program)
  const system = path && (await asCommand(tool, path, {}))
  if (system && isAtLeast(system.version, tool.atLeast)) return system
  const folders = existsSync(cacheFolder()) ? await readdir(cacheFolder()) : []
  for (const name of folders.filter((name) => name.startsWith(`${tool.program}-`)).toSorted()) {
    const found = await fromFolder(tool, join(cacheFolder(), name))
    if (found && isAtLeast(found.version, tool.atLeast)) return found
  }
  return undefined
}

async function unpackTool(tool: DebianTool, { report, signal }: InstallContext): Promise<Command> {
  const packages = await neededPackages(tool.package, signal)
  const version = packages.find(({ name }) => name === tool.package)?.version
  if (version === undefined) throw new Error(`apt-get does not offer ${tool.package}`)
  const target = join(cacheFolder(), `${tool.program}-${version.replace(/[^\w.+~-]/g, '_')}`)
  // Unpacked before, and a library of the system has gone since: start afresh.
  if (!(await fromFolder(tool, target))) await rm(target, { recursive: true, force: true })
  await installOnce(
    {
      name: `${tool.program} ${version}`,
      step: `unpacking Debian's packages ${packages.map(({ name }) => name).join(', ')} (a few seconds, once)`,
      target,
      fill: async (folder) => {
        await unpack(packages, folder, signal)
        await tool.complete?.(folder)
      },
    },
    report,
  )
  const found = await fromFolder(tool, target)
  if (found === undefined)
    throw new Error(`${tool.program} was unpacked into ${target} and does not run from there.`)
  if (!isAtLeast(found.version, tool.atLeast))
    throw new MissingTool(
      `${tool.program} ${tool.atLeast} or later is required; this system's packages offer ${found.version}.`,
      { remedy: `your system's backports to install a newer ${tool.package}` },
    )
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
