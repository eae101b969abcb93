import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { Admin } from '@platformatic/kafka'
import { launchLine } from '../process/launcher.ts'
import { freePort } from '../process/ports.ts'
import { serverUser } from '../process/server-user.ts'
import { type KafkaPropertiesOptions, kafkaProperties, log4j } from './kafka-properties.ts'
import type { Server, ServerOptions } from './server.ts'
import { startServer } from './start-server.ts'

export interface KafkaServer extends Server {
  /** For clients: `127.0.0.1:20123`. */
  readonly brokers: string
}

export interface KafkaOptions extends ServerOptions<'kafka'>, Pick<KafkaPropertiesOptions, 'flushMessages'> {}

/** A broker of this size needs no more; without tiered compilation it starts in half the CPU time. */
const jvm = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData']

/** Starts one node that is both broker and controller (KRaft). Topics are made by whoever needs them. */
export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const { classpath, java, version } = options.tools.kafka
  const brokers = (port: number) => `127.0.0.1:${port}`
  const server = await startServer(
    {
      title: 'Kafka',
      version,
      name: 'kafka',
      url: (port) => `kafka://${brokers(port)}`,
      async prepare({ folder, port, write }) {
        const controllerPort = await freePort()
        const flush = options.flushMessages === undefined ? {} : { flushMessages: options.flushMessages }
        const lines = kafkaProperties({ folder, port, controllerPort, ...flush })
        const properties = await write('server.properties', lines)
        const logging = await write('log4j2.yaml', log4j)
        const common = [...jvm, `-Dlog4j2.configurationFile=${logging}`, '-cp', classpath]
        await format([java, ...common], { folder, properties })
        return { path: java, args: [...common, 'kafka.Kafka', properties], env: {} }
      },
      answers: ({ port }) => describesItself(brokers(port)),
    },
    options,
  )
  return Object.assign(server, { brokers: brokers(server.port) })
}

async function format(
  java: readonly string[],
  { folder, properties }: { folder: string; properties: string },
): Promise<void> {
  const clusterId = randomBytes(16).toString('base64url')
  // With `=`: an id may begin with a hyphen.
  const id = `--cluster-id=${clusterId}`
  const tool = ['kafka.tools.StorageTool', 'format', '--standalone', id, '-c', properties]
  const user = await serverUser()
  const [program = '', ...args] = launchLine([...java, ...tool], user ? { user } : {})
  try {
    await promisify(execFile)(program, args, { cwd: folder, env: { PATH: process.env.PATH } })
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string }
    throw new Error(`Cannot start Kafka: its storage could not be formatted: ${stderr}${stdout}`.trim(), {
      cause,
    })
  }
}

/** A broker lists itself once the controller has let it in. */
async function describesItself(bootstrapBroker: string): Promise<boolean> {
  const admin = new Admin({
    clientId: 'telemark-ready',
    bootstrapBrokers: [bootstrapBroker],
    retries: 0,
    timeout: 2000,
  })
  try {
    const { brokers } = await admin.metadata({ topics: [] })
    return brokers.size === 1
  } finally {
    await admin.close()
  }
}
