import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, kafka } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { commandOf } from '../../src/report/command.ts'
import { json } from '../../src/report/json.ts'
import { markdown } from '../../src/report/markdown.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { busy, cohortOf, pass, probe, ramp, tooSlow, trialOf } from '../analysis/cohorts.ts'

const cohort = cohortOf({ architectures: ['baseline', 'kafka'], workloads: ['mixed'], targetRate: 500 })
const trials = [
  trialOf(baseline, mixed, { loads: [probe(340, pass), probe(362, tooSlow)], readings: busy('api', 0.99) }),
  trialOf(kafka, mixed, { loads: [ramp(900)] }),
]
const findings = analyse(cohort, trials)

test('The first table says who holds the target, how much each holds and what limits it', () => {
  const text = terminalReport(findings)
  const rows = text.split('\n').map((line) => line.trim().split(/ {2,}/))
  assert.deepEqual(
    rows.find(([name]) => name === 'baseline'),
    [
      'baseline',
      'no',
      '340-362',
      'POST 20 ms, GET 10 ms',
      'API CPU 99 %',
      'POST p99 412 ms > 300 ms',
      '~324-380',
      '1, 1',
      '-',
      '2,000',
      '2,000',
      '0',
      '0',
      '-',
    ],
  )
  assert.deepEqual(rows.find(([name]) => name === 'kafka')?.slice(0, 3), ['kafka', 'yes', '~900-910'])
})

test('The verdict is said in sentences, with what the winner gives up', () => {
  const text = terminalReport(findings)
  assert.match(
    text,
    /mixed: kafka is best, with at least 2\.49 times the capacity of baseline; for that, it answers when/,
  )
  assert.match(
    text,
    /Of those that commit before they answer|Provisional: some capacities come from a ramp alone/,
  )
})

test('Colour only adds to the text', () => {
  const coloured = terminalReport(findings, (text) => `<${text}>`)
  assert.notEqual(coloured, terminalReport(findings))
  assert.match(coloured, /<yes>/)
})

test('Markdown lists command, machine, sizes, plan, SLO and warnings', () => {
  const warned = analyse(
    cohort,
    trials.map((trial) => ({ ...trial, warnings: [{ kind: 'partLost', message: 'a task died' }] })),
  )
  const text = markdown(warned)
  for (const wanted of [
    '- Command: npx telemark compare',
    '- Machine: 2 cores',
    '- Sizes: api 1 vCPU',
    '- SLO: p99 &lt; 300 ms',
    '- a task died',
  ])
    assert.ok(text.includes(wanted), wanted)
  assert.equal(text.match(/a task died/g)?.length, 1, 'the same warning once')
})

test('Every row of a Markdown table has as many cells as its header', () => {
  const tables = markdown(findings)
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
  assert.ok(tables.length >= 4)
  for (const table of tables) {
    const widths = new Set(table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length))
    assert.equal(widths.size, 1, table)
  }
})

test('Why a cell ends, what a request costs and what would change the winner stand in the report', () => {
  const text = markdown(findings)
  for (const title of [
    'What stops each cell',
    'Capacity by the operational laws',
    'Smoothness',
    'Cost: a month on AWS',
    'Cost: requests for a dollar',
    'What would change the winner',
    'Capacity under other latency limits',
  ])
    assert.ok(text.includes(`<details><summary>${title}</summary>\n`), title)
  assert.match(text, /\| mixed \| baseline \| API CPU 99 % \| CPU 99 % \|/)
})

test('Markdown fits a comment of a pull request however many loads there were, and names what it leaves out', () => {
  const loads = Array.from({ length: 1500 }, (_, index) => probe(100 + index, pass))
  const text = markdown(analyse(cohort, [trialOf(baseline, mixed, { loads }), ...trials.slice(1)]))
  assert.ok(text.length < 65_536, String(text.length))
  assert.match(text, /Too long for a comment, and in report\.html: Every load\.\n$/)
  assert.doesNotMatch(markdown(findings), /Too long/)
})

test('The same records give the same bytes of JSON, in whatever order they are read', () => {
  assert.equal(
    json(analyse(cohort, trials)),
    json(analyse(structuredClone(cohort), structuredClone(trials).reverse())),
  )
})

test('The command writes out every setting of the plan', () => {
  const { plan } = cohortOf({
    mix: { write: 7, latest: 3, fleet: 0 },
    workloads: ['mixed'],
    targetRate: 250,
    seed: 9,
  })
  const command = commandOf(plan)
  assert.match(
    command,
    /--workloads mixed --target 250 --slo p99=300ms,failures=1%,completion=99%,freshness=99% --shape ramp --mix 7:3/,
  )
  assert.match(command, /--seed 9$/)
})

test('A winner that only a short plateau has shown is said to be unconfirmed, and every load is listed', () => {
  const text = markdown(
    analyse(cohort, [
      trialOf(baseline, mixed, { loads: [probe(340, pass), probe(362, tooSlow)] }),
      trialOf(kafka, mixed, { loads: [probe(900, pass), probe(990, tooSlow)] }),
    ]),
  )
  assert.match(text, /mixed: kafka held 900\/s on a short plateau; half a minute has confirmed no rate\./)
  const [, everyLoad = ''] = text.split('<summary>Every load</summary>')
  assert.equal(everyLoad.match(/\| probe \|/g)?.length, 4)
})

test('Who is best with all tasks running and breaks first under stress is said', () => {
  const stressed = (architecture: Architecture, rate: number, loads: typeof trials) => [
    ...loads,
    trialOf(architecture, mixed, { loads: [ramp(rate, { kind: 'stress' })] }),
  ]
  const text = terminalReport(analyse(cohort, stressed(baseline, 600, stressed(kafka, 500, trials))))
  assert.match(
    text,
    /towards 500\/s\): baseline broke at 600\/s, kafka broke at 500\/s\. kafka is best with all/,
  )
})

test('The conditions say what being watched costs whom', () => {
  const monitoring = {
    architecture: 'kafka',
    seconds: 4,
    idle: { postgres: 1.5, kafka: 20, bench: 1 },
    sampled: { postgres: 4, kafka: 21, bench: 9 },
  }
  const text = markdown(analyse({ ...cohort, sizing: { ...cohort.sizing, monitoring } }, []))
  assert.match(text, /kafka without load, .*: PostgreSQL 2\.50, Kafka 1\.00, the bench 8\.00/)
})
