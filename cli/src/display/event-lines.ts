import type { BenchEvent, CohortRecord } from '@telemark/bench'
import { duration, minutesOf, numbered, profiles, sizingLine, sloLine } from '@telemark/bench'

/** What `event` leaves behind for good, above the tables. */
export function eventLines(event: BenchEvent): readonly string[] {
  switch (event.kind) {
    case 'planned':
      return plannedLines(event)
    case 'sized':
      return [
        `Sizing   ${sizingLine(event.sizing)}`,
        ...event.sizing.reasons.map((reason) => `         ${reason}`),
        ...sealLines(event.cohort),
      ]
    case 'resumed':
      return [
        `Telemark: going on after ${numbered(event.trials, 'trial')} and ${duration(event.elapsedSeconds)}, for ${duration(event.budgetSeconds)} at most          Ctrl-C keeps what is measured`,
        ...sealLines(event.cohort),
      ]
    case 'notice':
      return [`${event.workload}, ${event.architecture}: ${event.text}`]
    case 'warning':
      return [`warning: ${event.warning.message}`]
    case 'activity':
    case 'provisional':
    case 'trial':
      return []
  }
}

/** Of what was decided before the first probe: who keeps it can tell later whether anything of that was changed. */
function sealLines({ seal }: CohortRecord): readonly string[] {
  return seal === undefined ? [] : [`Seal     ${seal}`]
}

function plannedLines({
  plan,
  machine,
  estimatedSeconds,
}: Extract<BenchEvent, { kind: 'planned' }>): readonly string[] {
  const cells = `${numbered(plan.architectures.length, 'architecture')} x ${numbered(plan.workloads.length, 'workload')}`
  const verdict = plan.comparable ? '' : '; the verdict will be withheld'
  const envelopes =
    machine.envelopes.kind === 'none'
      ? `envelopes off: ${machine.envelopes.because}${verdict}`
      : `envelopes on (${machine.envelopes.kind})`
  return [
    `Telemark: ${cells}, about ${duration(estimatedSeconds)}          Ctrl-C keeps what is measured`,
    ...(profiles[plan.profile].schedule === 'ramps'
      ? []
      : [`  in a hurry: npm run compare -- --profile smoke   (${minutesOf('smoke')} min, ranking only)`]),
    `Machine  ${machine.cores} cores; ${envelopes}`,
    `SLO      ${sloLine(plan)}`,
  ]
}
