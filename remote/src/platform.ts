import type { Platform } from '@telemark/deployment'
import { type RemotePlatformOptions, remoteDeployment } from './remote-deployment.ts'

/**
 * Services that stand already: `start` starts none of them, it registers a fleet for the run at the architecture's `standsAt`. Nothing can
 * be clamped there, so the machine says that envelopes are not enforced.
 */
export function remotePlatform(options: RemotePlatformOptions): Platform {
  return {
    machine: async () => ({
      ...(await options.generator.machine()),
      envelopes: { kind: 'none', because },
      serverCores: 0,
    }),
    start: (plan, signal) => remoteDeployment(plan, options, signal),
  }
}

const because =
  'what each may use where it stands is not known here: the capacity of each holds by itself, and they are ranked only with --comparable'
