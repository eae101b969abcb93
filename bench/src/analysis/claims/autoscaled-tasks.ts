import type { CellFindings, Kept, StressFindings } from '../findings.ts'
import { known } from '../known.ts'
import { sayTie } from '../separation.ts'
import type { Claim } from './claim.ts'
import { cellsUnder, passOf } from './claim.ts'

/** The stress load with the autoscaler live, which rises as the other's ramp does; without one, the capacity with all tasks running. */
export const holdsStressLoad: Claim = (input) => {
  const { workload, own, other } = cellsUnder(input, ['mixed', 'write-heavy', 'read-heavy'])
  const stress = input.stress.find((load) => load.architecture === input.name && load.workload === workload)
  const against = stress ? other?.rampRate : passOf(other)
  const value = stress?.reachedRate ?? passOf(own)
  const quantity = stress
    ? 'rate reached under stress, against a load that rises too'
    : 'capacity, tasks at their maximum'
  return {
    intended: 'holds stress load',
    measured: [
      {
        quantity: `${quantity}, ${workload}`,
        unit: 'requests/s',
        ...known({ value, against }),
      },
    ],
    kept: keptBy({ stress, own, value, against, tie: input.tie }),
    rule: stress
      ? `kept if the stress load reaches its target within the SLO; partly if it only gets ${sayTie(input.tie)} beyond`
      : `kept if the target is held (autoscaler not exercised); partly if it only gets ${sayTie(input.tie)} beyond`,
  }
}

interface Evidence {
  readonly stress: StressFindings | undefined
  readonly own: CellFindings | undefined
  readonly value: number | undefined
  readonly against: number | undefined
  readonly tie: number
}

function keptBy({ stress, own, value, against, tie }: Evidence): Kept {
  const held = stress ? stress.result.kind === 'pass' : own?.holdsTarget === 'yes'
  if (held) return 'yes'
  if (value === undefined || against === undefined || stress?.result.kind === 'invalid') return 'unknown'
  return value > against * (1 + tie) ? 'partly' : 'no'
}
