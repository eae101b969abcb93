import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import type { BenchEvent, TrialRecord, TrialWithReadings } from '@telemark/bench'
import { analyse } from '@telemark/bench'
import type { Output } from '../../src/context.ts'
import { createDisplay } from '../../src/display/display.ts'
import { recordedCohort, recordedTrials } from '../recorded.ts'

const activity = { kind: 'activity', workload: 'mixed', total: 4, remainingSeconds: 1020 } as const

/** What a short cohort says, in the order in which it says it. */
const events: readonly BenchEvent[] = [
  { kind: 'planned', plan: recordedCohort.plan, machine: recordedCohort.machine, estimatedSeconds: 1500 },
  { kind: 'sized', sizing: recordedCohort.sizing, cohort: recordedCohort },
  { ...activity, architecture: 'baseline', text: 'ramp 100/s', done: 0 },
  { ...activity, architecture: 'baseline', text: 'ramp 310/s', done: 0 },
  {
    kind: 'notice',
    architecture: 'baseline',
    workload: 'mixed',
    text: 'stopped at 312/s: POST p99 412 ms > 300 ms',
  },
  ...recordedTrials.slice(0, 1).map((record) => ({ kind: 'trial', record }) as const),
  { ...activity, architecture: 'kafka', text: 'ramp 410/s, p99 88 ms', done: 2 },
]

test('In a pipe each notable event is a plain line, and progress one line a cell', () => {
  const { text } = replay({})
  assert.deepEqual(text.split('\n'), [
    'Telemark: 2 architectures x 1 workload, about 25 min          Ctrl-C keeps what is measured',
    '  in a hurry: npm run compare -- --profile smoke   (6 min, ranking only)',
    'Machine  2 cores; envelopes on (cgroup v1)',
    'SLO      p99 < 300 ms per endpoint, failures < 1 %, completion >= 99 %, 99 % fresh within 1 s',
    'Sizing   1 vCPU = 0.10 core; k6 reaches 2,900/s here; floor p99 3.00 ms',
    'mixed       [..........] 0/4  baseline, ramp 100/s, 17 min left',
    'mixed, baseline: stopped at 312/s: POST p99 412 ms > 300 ms',
    'mixed, baseline, probes done: holds 500? no, capacity 340-362, p99 -, limited by not found, lost 0',
    'mixed       [#####.....] 2/4  kafka, ramp 410/s, p99 88 ms, 17 min left',
    '',
  ])
})

test('On a terminal the table is redrawn in place, with the cell that is being measured', () => {
  const { text, screen } = replay({ isTTY: true, columns: 100, rows: 40 })
  assert.ok(text.includes('\x1b['))
  const bottom = screen.slice(-6).map((line) => line.trim().split(/ {2,}/))
  assert.deepEqual(bottom[0], ['mixed', '[#####.....] 2/4', 'kafka, ramp 410/s, p99 88 ms, 17 min left'])
  assert.deepEqual(bottom.slice(4), [
    ['baseline', 'no', '340-362', '-', 'not found', '0'],
    ['kafka', 'measuring'],
  ])
})

test('A terminal in CI, and NO_COLOR, are respected', () => {
  assert.ok(!replay({ isTTY: true }, { CI: 'true' }).text.includes('\x1b'))
  assert.ok(!replay({ isTTY: true }, { NO_COLOR: '1' }).text.includes('\x1b[3'))
})

function replay(terminal: Partial<Output>, environment: NodeJS.ProcessEnv = {}) {
  const chunks: string[] = []
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    chunks.push(chunk.toString())
    done()
  }
  const display = createDisplay(Object.assign(new Writable({ write }), terminal), environment)
  for (const event of events) {
    display.show(event)
    if (event.kind === 'trial')
      display.fill(analyse(recordedCohort, [withoutReadings(event.record)]), event.record)
  }
  const text = chunks.join('')
  return { text, screen: screenOf(text) }
}

function withoutReadings(record: TrialRecord): TrialWithReadings {
  return { ...record, readings: [] }
}

/** What stands on the screen after going up and clearing, colours left out. */
function screenOf(text: string): readonly string[] {
  const lines: string[] = []
  for (const part of text.split('\x1b[0J')) {
    const up = part.endsWith('A') ? part.lastIndexOf('\x1b[') : part.length
    const printed = stripVTControlCharacters(part.slice(0, up))
    lines.push(...printed.split('\n').slice(0, -1))
    lines.length -= Number.parseInt(part.slice(up + 2), 10) || 0
  }
  return lines
}
