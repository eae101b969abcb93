import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import type { InstallContext } from './install-context.ts'
import { installOnce } from './install-once.ts'
import { MissingTool } from './missing-tool.ts'
import { isExecutable, onPath } from './on-path.ts'
import { pinned } from './pinned.ts'
import { runTool } from './run-tool.ts'
import type { Command } from './tools.ts'
import { isAtLeast, versionIn } from './version.ts'

export const k6Version = '2.2.0'
/** From here on k6 runs TypeScript and logs metadata as the scripts need it. */
const oldestK6 = '1.5'
/** From here on Go fetches the newer toolchain that k6 asks for by itself. */
const oldestGo = '1.21'

const built = () => join(cacheFolder(), `k6-${k6Version}`)

/** k6 on PATH if it is new enough; else built once from the pinned go.mod. */
export async function k6({ report, signal }: InstallContext): Promise<Command> {
  const found = await findK6()
  if (found) return found
  await installOnce(
    {
      name: `k6 ${k6Version}`,
      step: 'building it from source with Go (a minute or two, once)',
      target: built(),
      fill: (target) => build(target, signal),
    },
    report,
  )
  return { path: join(built(), 'k6'), env: {}, version: k6Version }
}

/** Without installing anything. */
export async function findK6(): Promise<Command | undefined> {
  const path = onPath('k6')
  const version = path && versionIn(await runTool([path, 'version']).catch(() => ''))
  if (path && version && isAtLeast(version, oldestK6)) return { path, env: {}, version }
  const own = join(built(), 'k6')
  return isExecutable(own) ? { path: own, env: {}, version: k6Version } : undefined
}

/** Go's place; rejects with what is required where it is missing or too old. */
export async function requireGo(): Promise<string> {
  const go = onPath('go')
  const version = go && versionIn(await runTool([go, 'version'], { env: { GOTOOLCHAIN: 'local' } }))
  if (go === undefined || version === undefined || !isAtLeast(version, oldestGo))
    throw new MissingTool(
      `k6 is built with Go ${oldestGo} or later; found ${version ? `Go ${version}` : 'none'}.`,
      {
        remedy: 'sudo apt-get install golang-go',
      },
    )
  return go
}

async function build(target: string, signal?: AbortSignal): Promise<void> {
  const go = await requireGo()
  const source = join(target, 'source')
  await mkdir(source)
  for (const file of ['go.mod', 'go.sum']) await copyFile(pinned(`k6/${file}`), join(source, file))
  await runTool([go, 'install', 'tool'], {
    cwd: source,
    env: { GOBIN: target, GOFLAGS: '-mod=readonly' },
    signal,
  })
  await rm(source, { recursive: true })
}
