import type { RateStage } from '../../k6/schedule.ts'
import { tailProof } from '../analysis/statistics/tail-proof.ts'
import { type Confirmation, nextConfirmation } from '../capacity/confirmation.ts'
import type { Probe } from '../capacity/probe.ts'
import { nextStep, type Search } from '../capacity/search.ts'
import type { Slo } from '../plan/slo.ts'
import {
  confirmationSeconds,
  probeSeconds,
  secondsOf,
  settleSeconds,
  settlingPlateau,
} from '../plan/stages.ts'
import { calledEndpoints, type Workload } from '../plan/workload.ts'
import { relay } from '../relay.ts'
import type { StageScript } from './run-trial.ts'

const samplesAnEndpoint = 600

/** Whether there is time for a load of so many seconds that was not planned. */
export type Spare = (seconds: number) => boolean

/** One load that rises until it breaches; a ramp that proves nothing is repeated once, if it fits into the budget. */
export function rising(
  kind: 'ramp' | 'stress',
  stages: readonly RateStage[],
  fits: Spare = () => true,
): StageScript {
  return async function* (run) {
    const { result } = yield* run({ kind, stages })
    if (kind === 'ramp' && result.kind === 'invalid' && fits(secondsOf(stages))) yield* run({ kind, stages })
  }
}

export interface Searching {
  readonly known: readonly Probe[]
  readonly search: Search
  readonly workload: Workload
  readonly spare: Spare
  /** Whether a load of so many seconds ends within the budget. */
  readonly fits: Spare
}

/** Plateaus where `nextStep` wants them, until it is done; more than are planned only with time to spare. */
export function searching({ known, search, workload, spare, fits }: Searching): StageScript {
  return async function* (run) {
    const probes = [...known]
    for (let count = 0; ; count++) {
      const step = nextStep(probes, search)
      if (step.kind === 'done') return
      const seconds = plateauSeconds(step.rate, workload)
      if (!fits(seconds) || (count >= search.plateaus.enough && !spare(seconds))) return
      probes.push(yield* run({ kind: 'probe', stages: settlingPlateau(step.rate, seconds) }))
    }
  }
}

/** One load at `rate` for `seconds` once it has settled; a probe that proves nothing is repeated once. */
export function holding(kind: 'probe' | 'soak', rate: number, seconds: number): StageScript {
  return async function* (run) {
    const request = { kind, stages: settlingPlateau(Math.round(rate), settleSeconds + seconds) }
    const { result } = yield* run(request)
    if (kind === 'probe' && result.kind === 'invalid') yield* run(request)
  }
}

/** Half a minute at `start`, and where `nextConfirmation` wants it as long as there is time to spare. */
export function confirming(start: number, slo: Slo, spare: Spare): StageScript {
  const seconds = settleSeconds + confirmationSeconds
  return async function* (run) {
    const confirmations: Confirmation[] = []
    for (;;) {
      const rate = nextConfirmation(confirmations, start)
      if (rate === undefined || (confirmations.length > 0 && !spare(seconds))) return
      const load = yield* run({ kind: 'confirmation', stages: settlingPlateau(rate, seconds) })
      confirmations.push({ ...load, unproven: tailProof(load.endpoints, slo)?.proven === false })
    }
  }
}

export interface Soaking {
  /** Requests a second; undefined where there is none to hold. */
  readonly rate: number | undefined
  /** That are judged. */
  readonly seconds: number
  /** Has the database write out what it holds; where it would not do so by itself in that time. */
  readonly checkpoint?: () => Promise<void>
}

/** One rate for long, a checkpoint in the middle of it; nothing, and a word about it, where there is no rate to hold. */
export function soaking({ rate, seconds, checkpoint }: Soaking): StageScript {
  return async function* (run) {
    if (rate === undefined) {
      yield { kind: 'notice', text: 'no soak: the ramp held no rate. Give one with --rate.' }
      return
    }
    const middle = Date.now() + (settleSeconds + seconds / 2) * 1000
    let asked: Promise<void> | undefined
    const load = run({ kind: 'soak', stages: settlingPlateau(rate, settleSeconds + seconds) })
    yield* relay(load, (news) => {
      if (Date.now() >= middle) asked ??= checkpoint?.()
      return news
    })
    await asked
  }
}

/** Settling, then long enough for 600 requests of the rarest endpoint: 10 s at least, 20 s at most. */
export function plateauSeconds(rate: number, workload: Workload): number {
  const shares = calledEndpoints(workload).map((endpoint) => workload.mix[endpoint])
  const rarest = Math.min(...shares) / shares.reduce((sum, share) => sum + share, 0)
  const seconds = Math.ceil(samplesAnEndpoint / (rate * rarest))
  return settleSeconds + Math.min(probeSeconds.most, Math.max(probeSeconds.least, seconds))
}
