/**
 * How fast the service is, beside what bounds it: the null service, the bare statement, the bare client. Run nothing else meanwhile.
 * Each run leaves a record in `results/bench-service/`.
 *
 *     npm run bench:service                     # all, some 20 minutes
 *     npm run bench:service -- paths history    # some
 */
import { join } from 'node:path'
import { sayOutcome } from './outcome.ts'
import type { Suite } from './suite.ts'
import { batches } from './suites/batches.ts'
import { consumer } from './suites/consumer.ts'
import { history } from './suites/history.ts'
import { hotDevice } from './suites/hot-device.ts'
import { lowLoad } from './suites/low-load.ts'
import { million } from './suites/million.ts'
import { paths } from './suites/paths.ts'
import { startRun, writeRun } from './write-run.ts'

const folder = join(import.meta.dirname, '../../results/bench-service')
const suites: readonly Suite[] = [paths, lowLoad, hotDevice, batches, consumer, history, million]

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

/** Those that `names` name; all where it names none. */
function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name))
  if (unknown !== undefined) {
    const known = suites.map(({ name }) => name).join(', ')
    throw new RangeError(`There is no suite "${unknown}": give none, or some of ${known}.`)
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name))
}

let holds = true
for (const suite of chosen(process.argv.slice(2))) {
  const start = await startRun()
  console.log(`${suite.name}:`)
  const { outcomes, figures } = await suite.measure({
    signal: stopping.signal,
    say: (line) => console.log(`      ${line}`),
  })
  for (const outcome of outcomes) console.log(sayOutcome(outcome)) // before the record: a full disk must not hide it
  console.log(
    `      record: ${await writeRun(start, { folder, name: suite.name, figures: { outcomes, ...figures } })}`,
  )
  holds &&= outcomes.every((outcome) => outcome.holds)
}
process.exitCode = holds ? 0 : 1
