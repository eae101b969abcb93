import type { EnvelopeFactory } from './envelope.ts'

/** A place of its own for everything that one run starts. Disposing removes it, after its processes have ended. */
export interface Run extends AsyncDisposable {
  readonly id: string
  readonly path: string
  /** Makes a folder below `path` that the user of the servers may write to. */
  folder(name: string): Promise<string>
  readonly envelopes: EnvelopeFactory
  readonly kind: 'cgroup v1' | 'cgroup v2' | 'none'
  /** Why envelopes are `none`, and what would change that. */
  readonly unconstrainedBecause?: string
}

/** Opens a run, after clearing what killed runs left behind. Never touches a living run. */
export async function openRun(): Promise<Run> {
  throw new Error('not here yet')
}
