import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import type { InstallContext } from './install-context.ts'
import { installOnce } from './install-once.ts'
import { MissingTool } from './missing-tool.ts'
import { onPath } from './on-path.ts'
import { pinned } from './pinned.ts'
import { runTool } from './run-tool.ts'
import type { Tools } from './tools.ts'

export const kafkaVersion = '4.2.0'
const requiredJava = 17

export const kafkaFolder = () => join(cacheFolder(), `kafka-${kafkaVersion}`)

/** Kafka's libraries by Maven, from the pinned pom.xml. */
export async function kafka({ report, signal }: InstallContext): Promise<Tools['kafka']> {
  const java = await requireJava()
  const folder = await installOnce(
    {
      name: `Kafka ${kafkaVersion}`,
      step: 'fetching its libraries with Maven (43 MB, a few seconds, once)',
      target: kafkaFolder(),
      fill: (target) => copyLibraries(target, signal),
    },
    report,
  )
  return { java, classpath: join(folder, '*'), version: kafkaVersion }
}

/** Java's place; rejects with what is required where it is missing or too old. */
export async function requireJava(): Promise<string> {
  const java = onPath('java')
  // The first line: `openjdk 17.0.15 2025-04-15`.
  const version = java && /^\S+ (\d+)/.exec(await runTool([java, '-XshowSettings:none', '--version']))?.[1]
  if (java === undefined || Number(version) < requiredJava)
    throw new MissingTool(
      `Kafka needs Java ${requiredJava} or later; found ${version === undefined ? 'none' : `Java ${version}`}.`,
      { remedy: 'sudo apt-get install default-jdk-headless' },
    )
  return java
}

/** Maven's place; rejects where there is none. */
export async function requireMaven(): Promise<string> {
  const maven = onPath('mvn')
  if (maven === undefined)
    throw new MissingTool('Kafka is fetched with Maven, and there is no mvn on PATH.', {
      remedy: 'sudo apt-get install maven',
    })
  return maven
}

async function copyLibraries(target: string, signal?: AbortSignal): Promise<void> {
  const maven = await requireMaven()
  const pom = join(target, 'pom.xml')
  await copyFile(pinned('kafka/pom.xml'), pom)
  await runTool(
    [maven, '-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${target}`],
    {
      cwd: target,
      signal,
    },
  )
  if (!(await readdir(target)).some((file) => file.startsWith(`kafka_2.13-${kafkaVersion}`)))
    throw new Error(`Maven ended without an error, and Kafka ${kafkaVersion} is not in ${target}.`)
}
