import { CliError } from '../errors/cli-error.ts'
import { nearest } from './nearest.ts'

/** Reads `a,b`. Throws a usage error that lists what there is and suggests the nearest. */
export function parseNames<T extends string>(what: string, text: string, known: readonly T[]): readonly T[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes(''))
    throw new CliError(
      'usage',
      `Cannot read "${text}": the name of each ${what} is required, separated by commas, and one is empty. There are ${known.join(', ')}.`,
    )
  return names.map((name) => knownName(what, name, known))
}

/** `name`, if it is one of `known`. */
export function knownName<T extends string>(what: string, name: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === name)
  if (found !== undefined) return found
  const meant = nearest(name, known)
  const suggestion = meant === undefined ? '' : ` Did you mean ${meant}?`
  throw new CliError('usage', `Unknown ${what} "${name}": there are ${known.join(', ')}.${suggestion}`)
}
