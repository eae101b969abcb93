import type { Machine } from '@telemark/deployment'
import { inQuestion } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import type { Monitoring, Sizing, Witness } from '../record/record.ts'
import { assumptions, type Costs } from './demands.ts'
import { type Prediction, predict, usable, vcpus } from './predict.ts'

/** What the calibration says of the machine. */
export interface Calibration {
  readonly generatorCeiling: number
  readonly floorP99Ms: number
  readonly costs: Costs
  /** Absent where the load balancer is no witness. */
  readonly witness?: Witness
  readonly monitoring?: Monitoring
}

/** Cores: below this a task mostly waits for its next period, and no two requests share a wake-up (doc/decisions/0020). */
export const smallestVcpu = 0.075

/** Cores that one vCPU may be worth. */
const candidates = [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, smallestVcpu] as const
const machineShare = 0.9
/** Of what the generator can send: where the best cell should end. */
export const ceilingShare = 0.7

/** What the best cell should stay below, so that the generator is never near its end. */
export function comfortableRate(generatorCeiling: number): number {
  return ceilingShare * generatorCeiling
}

interface Fit {
  readonly coresPerVcpu: number
  readonly coresNeeded: number
  /** Of the largest architecture: all of its envelopes. */
  readonly quotas: number
  readonly best: Prediction & { readonly name: string }
  readonly predicted: Sizing['predicted']
}

/**
 * Chooses what a vCPU is worth, for the whole cohort: the most at which the largest architecture and the generator
 * fit into 0.9 of the machine, its envelopes into the cores that servers have, and the best cell in question stays below 0.7 of
 * what the generator can send.
 */
export function deriveSizing(plan: Plan, machine: Machine, calibration: Calibration): Sizing {
  const fits = candidates.map((coresPerVcpu) => fitAt(plan, coresPerVcpu, calibration))
  const room = machineShare * machine.cores
  const highest = comfortableRate(calibration.generatorCeiling)
  const isRoomy = ({ coresNeeded, quotas, best }: Fit) =>
    coresNeeded <= room && quotas <= machine.serverCores && best.rate <= highest
  const chosen = fits.find(isRoomy) ?? (fits.at(-1) as Fit)
  return {
    generatorCeiling: Math.round(calibration.generatorCeiling),
    floorP99Ms: calibration.floorP99Ms,
    coresPerVcpu: chosen.coresPerVcpu,
    nullCpuMs: { write: calibration.costs.nullWrite, latest: calibration.costs.nullLatest },
    predicted: chosen.predicted,
    ...(calibration.witness && { witness: calibration.witness }),
    ...(calibration.monitoring && { monitoring: calibration.monitoring }),
    reasons: [
      `1 vCPU = ${chosen.coresPerVcpu} core: the largest architecture and the generator then need ${chosen.coresNeeded.toFixed(2)} of ${machine.cores} cores (at most ${room.toFixed(2)})`,
      `best cell expected at ${chosen.best.rate}/s (${chosen.best.name}, limited by ${chosen.best.component}); it should stay below ${Math.round(highest)}/s, ${ceilingShare} of the ${Math.round(calibration.generatorCeiling)}/s that the generator can send`,
      ...tooSmall(chosen, { room, highest }),
      sayAssumptions(calibration.costs),
    ],
  }
}

function fitAt(plan: Plan, coresPerVcpu: number, { costs }: Calibration): Fit {
  const envelope = { sizes: plan.sizes, coresPerVcpu }
  const cells = plan.architectures.flatMap((architecture) =>
    plan.workloads.map((workload) => ({
      architecture,
      workload,
      ...predict(architecture, workload, { costs, envelope }),
    })),
  )
  const above = inQuestion(plan.architectures)
  const best = cells
    .filter(({ architecture }) => above.includes(architecture))
    .reduce((a, b) => (b.rate > a.rate ? b : a))
  const quotas =
    Math.max(...plan.architectures.map((architecture) => vcpus(architecture, plan.sizes))) * coresPerVcpu
  const byName = Object.groupBy(cells, ({ architecture }) => architecture.name)
  return {
    coresPerVcpu,
    quotas,
    coresNeeded: quotas + (best.rate * (costs.generator + costs.balancer)) / 1000,
    best: {
      rate: best.rate,
      component: best.component,
      name: `${best.architecture.name}, ${best.workload.name}`,
    },
    predicted: Object.fromEntries(
      Object.entries(byName).map(([name, own]) => [
        name,
        Object.fromEntries((own ?? []).map((cell) => [cell.workload.name, cell.rate])),
      ]),
    ),
  }
}

function tooSmall(
  { coresNeeded, best }: Fit,
  { room, highest }: { room: number; highest: number },
): readonly string[] {
  return [
    ...(coresNeeded > room
      ? [
          `this machine is too small: ${coresNeeded.toFixed(2)} cores are needed at once, ${room.toFixed(2)} may be used; expect invalid probes at the highest rates`,
        ]
      : []),
    ...(best.rate > highest
      ? [`the generator is too weak here: the best cells may end as "at least", without a winner`]
      : []),
  ]
}

function sayAssumptions({ write, latest }: Costs): string {
  return `predicted from CPU a request, measured on the direct path (write: API ${write.api.toFixed(2)} ms, PostgreSQL ${write.postgres.toFixed(2)} ms; read: ${latest.api.toFixed(2)} and ${latest.postgres.toFixed(2)} ms); assumed: a read from Redis adds ${assumptions.cachedReadShare} of what PostgreSQL's adds to the API, a batched event costs PostgreSQL ${assumptions.batchedWriteShare} of a single one, a lone task answers ${usable.loneTask} of what its quota holds at that cost, several tasks ${usable.severalTasks}`
}
