import type { RateStage } from '../../k6/schedule.ts'
import { nextConfirmation } from '../capacity/confirmation.ts'
import type { Probe } from '../capacity/probe.ts'
import { nextStep, type Search } from '../capacity/search.ts'
import { confirmationSeconds, probeSeconds, settleSeconds, settlingPlateau } from '../plan/stages.ts'
import { calledEndpoints, type Workload } from '../plan/workload.ts'
import type { StageScript } from './run-trial.ts'

const samplesAnEndpoint = 600

/** Whether there is time for a load of so many seconds that was not planned. */
export type Spare = (seconds: number) => boolean

/** One load that rises until it breaches; a ramp that proves nothing is repeated once. */
export function rising(kind: 'ramp' | 'stress', stages: readonly RateStage[]): StageScript {
  return async function* (run) {
    const { result } = yield* run({ kind, stages })
    if (kind === 'ramp' && result.kind === 'invalid') yield* run({ kind, stages })
  }
}

export interface Searching {
  readonly known: readonly Probe[]
  readonly search: Search
  readonly workload: Workload
  readonly spare: Spare
}

/** Plateaus where `nextStep` wants them, until it is done; more than are planned only with time to spare. */
export function searching({ known, search, workload, spare }: Searching): StageScript {
  return async function* (run) {
    const probes = [...known]
    for (let count = 0; ; count++) {
      const step = nextStep(probes, search)
      if (step.kind === 'done') return
      const seconds = plateauSeconds(step.rate, workload)
      if (count >= search.plateaus.enough && !spare(seconds)) return
      probes.push(yield* run({ kind: 'probe', stages: settlingPlateau(step.rate, seconds) }))
    }
  }
}

/** Half a minute at `start`, and where `nextConfirmation` wants it as long as there is time to spare. */
export function confirming(start: number, spare: Spare): StageScript {
  const seconds = settleSeconds + confirmationSeconds
  return async function* (run) {
    const confirmations: Probe[] = []
    for (;;) {
      const rate = nextConfirmation(confirmations, start)
      if (rate === undefined || (confirmations.length > 0 && !spare(seconds))) return
      confirmations.push(yield* run({ kind: 'confirmation', stages: settlingPlateau(rate, seconds) }))
    }
  }
}

/** One rate for so many judged seconds; nothing, and a word about it, where there is no rate to hold. */
export function soaking(rate: number | undefined, seconds: number): StageScript {
  return async function* (run) {
    if (rate === undefined)
      yield { kind: 'notice', text: 'no soak: the ramp held no rate. Give one with --rate.' }
    else yield* run({ kind: 'soak', stages: settlingPlateau(rate, settleSeconds + seconds) })
  }
}

/** Settling, then long enough for 600 requests of the rarest endpoint: 10 s at least, 20 s at most. */
export function plateauSeconds(rate: number, workload: Workload): number {
  const shares = calledEndpoints(workload).map((endpoint) => workload.mix[endpoint])
  const rarest = Math.min(...shares) / shares.reduce((sum, share) => sum + share, 0)
  const seconds = Math.ceil(samplesAnEndpoint / (rate * rarest))
  return settleSeconds + Math.min(probeSeconds.most, Math.max(probeSeconds.least, seconds))
}
