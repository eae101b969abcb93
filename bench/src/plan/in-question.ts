import { type Architecture, askedFor } from '@telemark/architecture'

/**
 * Those that the verdict is about: the architectures that were asked for. The others stand below a line, and are measured with the
 * time that is left. With fewer than two of them there is no line: the comparison is about all.
 */
export function inQuestion(architectures: readonly Architecture[]): readonly Architecture[] {
  const found = architectures.filter(isAskedFor)
  return found.length < 2 ? architectures : found
}

/** Those that stand below the line: fair rivals that nobody asked for. */
export function rivals(architectures: readonly Architecture[]): readonly Architecture[] {
  const above = inQuestion(architectures)
  return architectures.filter((architecture) => !above.includes(architecture))
}

/** Whatever its name: each that stands elsewhere was asked for by its URL. */
function isAskedFor({ name, standsAt }: Architecture): boolean {
  return standsAt !== undefined || askedFor.some((asked) => asked.name === name)
}
