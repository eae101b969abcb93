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
  'each target stands elsewhere, and nobody here knows or equals what it may use. The capacity of each holds by itself; if they may use the same, say so with --comparable'
