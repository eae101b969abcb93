import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { MissingTool } from './missing-tool.ts'
import { onPath } from './on-path.ts'
import { runTool } from './run-tool.ts'

/** A package and the version that this machine's package lists offer. */
export interface DebianPackage {
  readonly name: string
  readonly version: string
}

/**
 * `name` and what it needs that is not installed here. Debian's tools only compute this: nothing is installed, and an
 * ordinary user may ask.
 */
export async function neededPackages(name: string, signal?: AbortSignal): Promise<readonly DebianPackage[]> {
  if (onPath('apt-get') === undefined || onPath('dpkg-deb') === undefined)
    throw new MissingTool(
      `Cannot unpack ${name}: apt-get and dpkg-deb are required, as on Debian or Ubuntu.`,
      {
        remedy: `your system's package manager to install ${name}`,
      },
    )
  const listed = parseSimulation(await simulate(name, signal))
  return listed.filter((one) => one.name === name || isLibrary(one.name))
}

/** A C library beside the system's own loader would crash; what is no library serves installing only. */
function isLibrary(name: string): boolean {
  return name.startsWith('lib') && !/^libc(6|-bin)$/.test(name)
}

/** Lines such as `Inst liblzf1 (3.6-3 Debian:12/stable [amd64])`. */
export function parseSimulation(text: string): readonly DebianPackage[] {
  return [...text.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)].map(([, name = '', version = '']) => ({
    name,
    version,
  }))
}

/** Downloads the packages and unpacks them below `folder`; no script of theirs runs. */
export async function unpack(
  packages: readonly DebianPackage[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const downloads = join(folder, '.downloads')
  await mkdir(downloads)
  const names = packages.map(({ name, version }) => `${name}=${version}`)
  await runTool(['apt-get', ...aptOptions(), 'download', ...names], { cwd: downloads, signal })
  for (const file of await readdir(downloads))
    await runTool(['dpkg-deb', '-x', join(downloads, file), folder], { signal })
  await rm(downloads, { recursive: true })
}

/** Where the libraries of unpacked packages lie, for LD_LIBRARY_PATH. */
export async function libraryFolders(folder: string): Promise<string> {
  const places: string[] = []
  for (const parent of ['usr/lib', 'lib']) {
    const entries = await readdir(join(folder, parent), { withFileTypes: true }).catch(() => [])
    const nested = entries.filter((entry) => entry.isDirectory() && entry.name.endsWith('-linux-gnu'))
    places.push(...nested.map((entry) => join(folder, parent, entry.name)))
  }
  return places.join(':')
}

function simulate(name: string, signal?: AbortSignal): Promise<string> {
  return runTool(
    [
      'apt-get',
      ...aptOptions(),
      '-s',
      '-o',
      'Debug::NoLocking=1',
      'install',
      '--no-install-recommends',
      '--reinstall', // listed also where it is installed without the program that is looked for
      name,
    ],
    { env: { LC_ALL: 'C' }, signal },
  )
}

const ownLists = () => join(cacheFolder(), 'apt')

/** Package lists of our own: the machine's are missing, or name versions that are not offered any more. */
export async function fetchOwnLists(signal?: AbortSignal): Promise<void> {
  await mkdir(join(ownLists(), 'lists/partial'), { recursive: true })
  await mkdir(join(ownLists(), 'cache/archives/partial'), { recursive: true })
  await runTool(['apt-get', ...aptOptions(), 'update'], { signal })
}

/** Once lists of our own exist they are used: the machine's were missing, or too old to name this package. */
function aptOptions(): readonly string[] {
  const sandbox = ['-o', 'APT::Sandbox::User=root'] // its own user could not write into our folders
  if (!existsSync(ownLists())) return sandbox
  return [...sandbox, '-o', `Dir::State::Lists=${ownLists()}/lists`, '-o', `Dir::Cache=${ownLists()}/cache`]
}
