import { isDeepStrictEqual } from 'node:util'
import type { CohortRecord } from './record.ts'

/** What measures now; the same as in a cohort's record. */
export type Conditions = Pick<CohortRecord, 'machine' | 'commit' | 'hashes'> & {
  readonly code: string
}

/** Where `now` is not what `cohort` was measured under, each in words; empty where records of both may stand together. */
export function differences(cohort: CohortRecord, now: Conditions): readonly string[] {
  const { facts: recordedFacts, ...recordedMachine } = cohort.machine
  const { facts, ...machine } = now.machine
  return [
    ...changed('code of', cohort.hashes, now.hashes),
    ...changed('code of', { bench: cohort.sealed?.code }, { bench: now.code }),
    ...changed('', { commit: cohort.commit }, { commit: now.commit }),
    ...changed('machine:', recordedMachine, machine),
    ...changed('machine:', recordedFacts, facts),
  ]
}

/** Names whose values differ, with both. */
export function changed(
  what: string,
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => !isDeepStrictEqual(before[name], now[name]))
    .map(
      (name) =>
        `${what === '' ? name : `${what} ${name}`} (${say(before[name])} then, ${say(now[name])} now)`,
    )
}

const longest = 60

function say(value: unknown): string {
  if (value === undefined) return 'unknown'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[0-9a-f]{40,}$/.test(text) ? text.slice(0, 7) : text.slice(0, longest)
}
