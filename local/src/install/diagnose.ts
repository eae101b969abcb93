import { existsSync } from 'node:fs'
import { envelopesRemedy, probeEnvelopes } from '../process/envelopes.ts'
import { type DebianTool, findDebianTool } from './debian-tool.ts'
import { haproxy } from './haproxy.ts'
import { findK6, k6Version, requireGo } from './k6.ts'
import { kafkaFolder, kafkaVersion, requireJava, requireMaven } from './kafka.ts'
import { MissingTool } from './missing-tool.ts'
import { onPath } from './on-path.ts'
import { findPostgresPackage } from './postgres.ts'
import { redisServer } from './redis.ts'

/** What `telemark doctor` says about one tool or right. */
export interface Diagnosis {
  readonly name: string
  readonly found: boolean
  /** Version and place when found; what is wrong otherwise. */
  readonly detail: string
  /** The command that installs it, or what else to do; absent where nothing needs to be done. */
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
    diagnosis('taskset', () => utilLinux('taskset', 'keeps servers and load generator to their cores')),
    diagnosis('setpriv', () => utilLinux('setpriv', 'ends the servers when Telemark is killed')),
    envelopes(),
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
  await requireMaven()
  return `not here yet: the next run fetches ${kafkaVersion} with Maven`
}

async function k6Place(): Promise<string> {
  const found = await findK6()
  if (found) return `${found.version}, ${found.path}`
  await requireGo()
  return `not here yet: the next run builds ${k6Version} with Go`
}

async function utilLinux(program: string, purpose: string): Promise<string> {
  const place = onPath(program)
  if (place !== undefined) return place
  throw new MissingTool(`${program} ${purpose}, and is not on PATH.`, {
    remedy: 'sudo apt-get install util-linux',
  })
}

async function envelopes(): Promise<Diagnosis> {
  const name = 'envelopes'
  try {
    return { name, found: true, detail: await probeEnvelopes() }
  } catch (error) {
    const detail = `none, because ${(error as Error).message}; verdicts are withheld`
    return { name, found: false, detail, remedy: envelopesRemedy }
  }
}

async function diagnosis(name: string, find: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { name, found: true, detail: await find() }
  } catch (error) {
    const remedy = error instanceof MissingTool ? { remedy: error.remedy } : {}
    return { name, found: false, detail: (error as Error).message, ...remedy }
  }
}
