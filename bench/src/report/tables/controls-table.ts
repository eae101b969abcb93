import type { Control } from '@telemark/architecture'
import type { Alarm, ArmFindings, ControlFindings } from '../../analysis/experiment-findings.ts'
import type { Findings } from '../../analysis/findings.ts'
import { count, numbered, percent } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'

/** Every arm of the test of the comparison itself: what it shows, and what was planted in it. */
export function controlsTable({ experiments }: Findings): Table {
  const controls = experiments?.controls
  return {
    title: 'Planted defects: what the comparison finds',
    columns: columns(
      ['arm', 'planted', 'found'],
      [
        'API CPU a request beyond the twin',
        'an alarm beyond',
        'lost',
        'stored within 1 s',
        'fresh within 1 s',
      ],
    ),
    rows: controls?.arms.map(row) ?? [],
    notes: controls === undefined ? [] : notesOn(controls),
  }
}

function row(arm: ArmFindings): readonly TableCell[] {
  return [
    plain(arm.arm),
    arm.planted === undefined ? { text: 'sealed', tone: 'muted' } : plain(sayControl(arm.planted)),
    alarmsCell(arm),
    plain(percent(arm.excessCpu)),
    plain(percent(arm.excessLimit)),
    plain(count(arm.lost)),
    arm.completion === undefined ? unknownCell : plain(percent(arm.completion)),
    arm.freshness === undefined ? unknownCell : plain(percent(arm.freshness)),
  ]
}

function alarmsCell({ alarms, planted }: ArmFindings): TableCell {
  const text = alarms.length === 0 ? 'nothing' : alarms.map((alarm) => alarmNames[alarm]).join(', ')
  if (planted === undefined) return plain(text)
  const isRight = planted === 'none' ? alarms.length === 0 : alarms.includes(planted.kind)
  return { text, tone: isRight ? 'good' : 'bad' }
}

const alarmNames = {
  slower: 'slower',
  losesOne: 'loses events',
  answersEarly: 'answers early',
} as const satisfies Record<Alarm, string>

function sayControl(control: Control | 'none'): string {
  if (control === 'none') return 'nothing'
  switch (control.kind) {
    case 'slower':
      return `${percent(control.share)} more API CPU a request`
    case 'losesOne':
      return 'one event lost, each time it is started'
    case 'answersEarly':
      return `stored ${control.storedAfterMs} ms after the answer`
  }
}

function notesOn({ twin, workload, rounds, pairs, outcome }: ControlFindings): readonly string[] {
  const rate =
    pairs.atMost === undefined
      ? 'too few to claim a rate of false alarms'
      : `with 95 % confidence at most ${percent(pairs.atMost)} of such pairs do`
  return [
    `Each arm is ${twin} under ${workload}, at one rate and in ${numbered(rounds, 'round')}, between two plateaus of ${twin} itself; which arm has which defect was sealed before the first trial and is not read by the analysis before it has judged. An alarm beyond: Student's t, one-sided 99 %, with the noise of the two plateaus of each round, at least ${percent(pairs.leastShare)}.`,
    `The same system measured twice within a round: ${numbered(pairs.count, 'pair')}, of which ${pairs.differing} differ by more than ${percent(pairs.leastShare)} in API CPU a request; ${rate}.`,
    ...(outcome === undefined || outcome.sealHolds
      ? []
      : ['THE SEAL IS BROKEN: what was revealed is not what was sealed before the first trial.']),
  ]
}
