import type { Sizing } from '../record/record.ts'
import { type CalibrationOptions, calibrateGenerator } from './calibrate.ts'

/** A second and a core: what k6 sends in any case, where it cannot be measured. It reaches 3,000 to 3,500. */
const assumedPerCore = 2000

/**
 * How much the generator can send, from a null service on this machine; where none can be started here, an assumption that says so. Of services that stand
 * elsewhere nothing is predicted. Each load is judged by k6's own CPU and lateness in any case (doc/decisions/0046).
 */
export async function* sizeElsewhere(options: CalibrationOptions): AsyncGenerator<string, Sizing> {
  try {
    const { ceiling, floorP99Ms, nullWrite, nullLatest } = yield* calibrateGenerator(options)
    return {
      ...nothingSized,
      generatorCeiling: Math.round(ceiling),
      floorP99Ms,
      nullCpuMs: { write: nullWrite, latest: nullLatest },
      reasons: ['of services that stand elsewhere nothing is predicted: a ramp looks for their capacity'],
    }
  } catch (error) {
    options.signal.throwIfAborted()
    const ceiling = assumedPerCore * options.machine.generatorCores
    return {
      ...nothingSized,
      generatorCeiling: ceiling,
      floorP99Ms: 0,
      nullCpuMs: { write: 0, latest: 0 },
      reasons: [
        `the generator is not calibrated, ${assumedPerCore}/s a core are assumed and its latency floor is unknown: no null service can be started here: ${reasonOf(error)}`,
      ],
    }
  }
}

const nothingSized = { coresPerVcpu: 0, predicted: {} } as const

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}
