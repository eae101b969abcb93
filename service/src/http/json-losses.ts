import { excerpt, type Fault, pointerTo } from '../telemetry/fault.ts'
import { isExact, isTooLarge, mayHoldInexact } from './exact-number.ts'

const maxFaults = 64
/** Of the objects in a body. What lies deeper, or in an array, is refused as a field of the wrong type. */
const maxDepth = 2

/** What a cheap look at a JSON text tells. */
export interface JsonLook {
  /** Names in it, repeated ones too: never fewer than there are. */
  readonly names: number
  /** Whether a number in it may be one that a double does not keep. */
  readonly mayHoldInexact: boolean
}

/**
 * What `JSON.parse` has dropped of `text` without a word, one entry a field: digits that a double does not keep, numbers that it cannot
 * hold, and all values but the last of a name that is repeated. A look, about 0.3 µs, clears nearly every body; the others are scanned.
 */
export function jsonLosses(text: string, document: unknown, look: JsonLook = lookAt(text)): readonly Fault[] {
  if (!look.mayHoldInexact && look.names === countNames(document)) return noLosses
  return lossesIn(text).take(maxFaults).toArray()
}

const noLosses: readonly Fault[] = []

function lookAt(text: string): JsonLook {
  return { names: mostNamesIn(text), mayHoldInexact: mayHoldInexact(text) }
}

const quote = '"'.charCodeAt(0)
const space = ' '.charCodeAt(0)

/** Every name in `text`, repeated ones too, and whatever in a string looks like the end of one: never fewer than there are. */
function mostNamesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    const before = text.charCodeAt(at - 1)
    if (before === quote || before <= space) count += 1
  }
  return count
}

/** The names that parsing kept, down to `maxDepth`. `for in` takes a third of the time of `Object.keys`: it makes no array. */
function countNames(document: unknown): number {
  if (!isObject(document)) return 0
  let count = 0
  for (const name in document) {
    count += 1
    const value = document[name]
    if (isObject(value)) for (const _ in value) count += 1
  }
  return count
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object whose end is not read yet. */
interface OpenObject {
  readonly names: Set<string>
  /** The one that was read last. */
  name: string
}

/** Of valid JSON: a string and whether it is a name, a number, a bracket. */
const tokens = /"((?:[^"\\]|\\.)*)"(\s*:)?|(-?\d[-+.\deE]*)|[[\]{}]/g

function* lossesIn(text: string): Generator<Fault, void> {
  const objects: OpenObject[] = []
  let arrays = 0
  for (const [token, string, colon, number] of text.matchAll(tokens)) {
    if (token === '{') objects.push({ names: new Set(), name: '' })
    else if (token === '}') objects.pop()
    else if (token === '[') arrays += 1
    else if (token === ']') arrays -= 1
    else if (arrays === 0 && objects.length <= maxDepth) {
      const loss = colon === undefined ? lossOfDigits(number) : lossOfValue(string, objects.at(-1))
      if (loss !== undefined) yield { pointer: pointerTo(...objects.map(({ name }) => name)), ...loss }
    }
  }
}

type Loss = Omit<Fault, 'pointer'>

function lossOfDigits(number: string | undefined): Loss | undefined {
  if (number === undefined) return undefined
  // Parsed, it is Infinity: nobody would see any more what was sent.
  if (isTooLarge(number)) return { code: 'not_finite', required: 'a finite number', sent: excerpt(number) }
  if (isExact(number)) return undefined
  return {
    code: 'not_exact',
    required: 'a number that a 64-bit float keeps to the last digit, or a string',
    sent: excerpt(number),
  }
}

function lossOfValue(escaped: string | undefined, object: OpenObject | undefined): Loss | undefined {
  if (object === undefined) return undefined
  object.name = JSON.parse(`"${escaped}"`) as string
  if (object.names.has(object.name)) return { code: 'repeated', required: 'each name once in an object' }
  object.names.add(object.name)
  return undefined
}
