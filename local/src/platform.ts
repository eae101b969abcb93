import type { Platform } from '@telemark/deployment'
import { allowedCpus, pinSelf, splitCpus } from './cpus.ts'
import { startDeployment } from './deployment/start-deployment.ts'
import { tuningOf } from './deployment/tuning.ts'
import { describeMachine } from './machine.ts'

/** What a platform on this machine is made with. */
export interface LocalPlatformOptions {
  /** Path of the service's `main.ts`, which is started for every task. */
  readonly serviceMain: string
  /** Gets a line for each step of a start, and for whatever happens to the tasks later. */
  report?(line: string): void
  /**
   * Whether the load generator has cores of its own, as it must when something is measured (the default).
   * Otherwise everything may use every core, which starts faster.
   */
  readonly separateCores?: boolean
}

/** This machine as a place where architectures stand. `start` installs missing tools first, and rejects where it cannot. */
export function localPlatform(options: LocalPlatformOptions): Platform {
  const { serviceMain, report = () => undefined, separateCores = true } = options
  const allowed = allowedCpus() // before this process is pinned to some of them
  const cpus = separateCores ? splitCpus(allowed) : { servers: allowed, generator: allowed }
  return {
    machine: () => describeMachine(cpus),
    tuning: (plan, signal) => tuningOf(plan, { serviceMain, cpus: allowed, signal }),
    start: async (plan, signal) => {
      // The bench reads k6's rows as they come: that is the generator's work, not the servers'.
      if (separateCores) await pinSelf(cpus.generator)
      return startDeployment(plan, { serviceMain, cpus, report }, signal)
    },
  }
}
