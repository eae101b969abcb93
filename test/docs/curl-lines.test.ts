import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { kafka } from '@telemark/architecture'
import { writeTopic } from '../contract/support/kafka-topic.ts'
import { serviceUnderTest } from '../contract/support/service-under-test.ts'
import { addressOf } from '../support/address-of.ts'
import { eventually } from '../support/eventually.ts'

const run = promisify(execFile)

/** The lines below "Living with one architecture", each with what it says that it does. */
function readmeLines(): readonly { readonly what: string; readonly line: string }[] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const [section = ''] = readme.split('## Living with one architecture').slice(1)
  return [...section.matchAll(/^# (.+)\n(.*curl .+)$/gm)].map(([, what = '', line = '']) => ({ what, line }))
}

/** What each line of the README has to print, by what it says that it does; `stream` goes on until it is ended. */
const prints: Readonly<Record<string, RegExp>> = {
  'register a device; the answer shows its key, this once': /"api_key":"[\w-]{43}"/,
  'send an event': /"event_id":"[\w-]{36}"/,
  'many at once, an answer for each': /"accepted":1,.*"rejected":1/,
  'the latest': /"measurements":\{.*"temperature": ?21\.[56]/,
  'history, newest first': /"items":\[\{.*"next_cursor"/,
  'all of it as a stream of lines (or text/csv)': /^\{.*"temperature": ?21\.[56]\}\}$/m,
  'averages and peaks an hour': /"avg":21\.\d+/,
  'events as they are stored, until Ctrl-C': /^data: \{.*"temperature": ?21\.5/m,
  'how far behind it is': /"lag/,
  'what could not be stored': /"error":/,
  'put it back into the topic': /"replayed":1/,
  'what is up': /"status":"ready"/,
}

describe('The lines of the README, on kafka', () => {
  const lines = readmeLines()
  const service = serviceUnderTest(kafka)
  let shell: NodeJS.ProcessEnv

  before(async () => {
    const { url, operatorKey, fleet } = service.deployment()
    const [device] = fleet
    shell = {
      ...process.env,
      URL: url.origin,
      OPERATOR: operatorKey,
      DEVICE: device?.deviceId,
      KEY: device?.apiKey,
    }
    const brokers = addressOf(service.deployment(), 'Kafka')
    await writeTopic(brokers, [{ topic: 'telemetry', key: 'nobody', value: 'not JSON' }])
  })

  /** What `line` prints; of a stream its first event: it is sent some meanwhile, and cannot tell of a later one any more. */
  async function printed(line: string): Promise<string> {
    const limited = line
      .replace(/^curl /, 'curl -sS --max-time 20 ')
      .replace('| curl ', '| curl -sS --max-time 20 ')
    const isStream = line.startsWith('curl -N')
    const { stdout } = await run(
      'bash',
      ['-c', isStream ? `(${limited} | grep -m 1 ^data: || true) & ${send}; wait` : limited],
      { env: shell },
    )
    return stdout
  }
  const send = `for n in 1 2 3; do sleep 1; ${lines.find(({ what }) => what === 'send an event')?.line.replace('curl ', 'curl -sS -o /dev/null ')}; done`

  for (const { what, line } of lines) {
    test(`${what}`, async () => {
      const expected = prints[what]
      assert.ok(expected, `Say in this test what "${what}" has to print.`)
      await eventually(async () => assert.match(await printed(line), expected))
    })
  }
})
