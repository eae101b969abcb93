import { isDeepStrictEqual } from 'node:util'
import type { Architecture } from '@telemark/architecture'
import type { Bounds } from '../capacity/capacity.ts'
import type { Workload } from '../plan/workload.ts'

/** Twins differ only in their names, and in what the workload does not use: without writes it makes no difference how they are stored. Two places are no twins. */
export function twinsOf(
  architecture: Architecture,
  { mix }: Pick<Workload, 'mix'>,
  architectures: readonly Architecture[],
): readonly Architecture[] {
  const used = ({ name: _name, ingest, ...rest }: Architecture) =>
    mix.write > 0 ? { ingest, ...rest } : rest
  return architectures.filter((other) => isDeepStrictEqual(used(other), used(architecture)))
}

/**
 * What is held in all of several measurements of one system: at least what the worst of them held, and nobody knows
 * that it holds more than the best of them held or failed at.
 */
export function boundsTogether(bounds: readonly Bounds[]): Bounds {
  const held = bounds.flatMap((bound) => bound.held ?? [])
  const failed = bounds.flatMap((bound) => bound.failed ?? [])
  return {
    ...(held.length > 0 && held.length === bounds.length && { held: Math.min(...held) }),
    ...(failed.length > 0 && { failed: Math.max(...failed, ...held) }),
  }
}
