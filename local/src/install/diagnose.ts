import { existsSync } from 'node:fs'
import { type DebianTool, findDebianTool } from './debian-tool.ts'
import { haproxy } from './haproxy.ts'
import { findK6, k6Version, requireGo } from './k6.ts'
import { kafkaFolder, kafkaVersion, requireJava } from './kafka.ts'
import { MissingTool } from './missing-tool.ts'
import { onPath } from './on-path.ts'
import { findPostgresPackage } from './postgres.ts'
import { redisServer } from './redis.ts'

/** What `telemark doctor` says about one tool. */
export interface Diagnosis {
  readonly name: string
  readonly found: boolean
  /** Version and place when found; what is wrong otherwise. */
  readonly detail: string
  /** The command that installs it; absent where nothing needs to be done. */
  readonly remedy?: string
}

/** Looks at every tool and prerequisite; installs nothing. */
export async function diagnose(): Promise<readonly Diagnosis[]> {
  return Promise.all([
    diagnosis('PostgreSQL', async () => {
      const { folder, version } = await findPostgresPackage()
      return `${version} in ${folder}`
    }),
    debian('Redis', redisServer),
    debian('HAProxy', haproxy),
    diagnosis('Java', requireJava),
    diagnosis('Kafka', kafkaPlace),
    diagnosis('k6', k6Place),
  ])
}

function debian(name: string, tool: DebianTool): Promise<Diagnosis> {
  return diagnosis(name, async () => {
    const found = await findDebianTool(tool)
    if (found) return `${found.version}, ${found.path}`
    if (onPath('apt-get') && onPath('dpkg-deb'))
      return `not here yet: the next run unpacks Debian's ${tool.package}`
    throw new MissingTool(
      `${tool.program} ${tool.atLeast} or later is required, and there is no apt-get to fetch it.`,
      {
        remedy: `your system's package manager to install ${tool.package}`,
      },
    )
  })
}

async function kafkaPlace(): Promise<string> {
  if (existsSync(kafkaFolder())) return `${kafkaVersion}, ${kafkaFolder()}`
  if (onPath('mvn')) return `not here yet: the next run fetches ${kafkaVersion} with Maven`
  throw new MissingTool('Kafka is fetched with Maven, and there is no mvn on PATH.', {
    remedy: 'sudo apt-get install maven',
  })
}

async function k6Place(): Promise<string> {
  const found = await findK6()
  if (found) return `${found.version}, ${found.path}`
  await requireGo()
  return `not here yet: the next run builds ${k6Version} with Go`
}

async function diagnosis(name: string, find: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { name, found: true, detail: await find() }
  } catch (error) {
    const remedy = error instanceof MissingTool ? { remedy: error.remedy } : {}
    return { name, found: false, detail: (error as Error).message, ...remedy }
  }
}
