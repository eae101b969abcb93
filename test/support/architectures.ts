import { type Architecture, architectures } from '@telemark/architecture'

/** The architectures under test: all, or those that TELEMARK_ARCHITECTURES names (`baseline,kafka`). */
export function architecturesUnderTest(): readonly Architecture[] {
  const names = process.env.TELEMARK_ARCHITECTURES?.split(',')
  if (names === undefined) return architectures
  return names.map((name) => {
    const found = architectures.find((architecture) => architecture.name === name)
    if (found === undefined) {
      const known = architectures.map((architecture) => architecture.name).join(', ')
      throw new RangeError(`TELEMARK_ARCHITECTURES names "${name}"; known are ${known}`)
    }
    return found
  })
}
