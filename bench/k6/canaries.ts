import { parseEventId } from './event-id.ts'

/**
 * Canaries: events of devices that nothing else touches, each read back once, at a fixed delay after it was sent. The rate is the
 * same for every load, so that nobody pays more for being watched.
 */
export interface CanarySettings {
  /** Their event ids carry a run of their own. */
  readonly run: number
  /** Events a second. */
  readonly rate: number
  /** After how many milliseconds each is read, in turn. */
  readonly delaysMs: readonly number[]
  readonly virtualUsers: number
}

/** The run that the canaries' ids carry beside the load's: runs are counted from 1, so that the highest of 32 bits is free. */
export function canaryRun(run: number): number {
  return run + 0x80000000
}

/** After how many milliseconds canary n is read. */
export function delayOf(n: number, { delaysMs }: Pick<CanarySettings, 'delaysMs'>): number {
  return delaysMs[n % delaysMs.length] ?? 0
}

/** Whether `body`, the answer to the read of a device's latest, is canary n of `run`, or a later one. */
export function isFresh(body: string, { run, n }: { readonly run: number; readonly n: number }): boolean {
  const [, id = ''] = /"event_id"\s*:\s*"([0-9a-f-]{36})"/.exec(body) ?? []
  const origin = parseEventId(id)
  return origin !== undefined && origin.run === run && origin.n >= n
}
