/**
 * Numbers that may not be kept: a double keeps 15 significant digits, unless it is tiny or huge. Whole numbers where they stand outside
 * of strings; inside of one it may be anything.
 */
const longOrExtreme = /\d[\d.]{15,}(?:[eE][-+]?\d+)?|\d[\d.]*[eE][-+]?\d{3,}/g
/**
 * Sixteen digits, wherever the point is, have eight in a row: a look for these alone takes a third of the time. A positive exponent
 * is looked for where a number ends: nearly every UUID holds an e before digits.
 */
const eightDigitsOrExtreme = /\d{8}|[eE](?:-\d{3}|\+?\d{3,}(?![\w"-]))/
/** `toPrecision` takes no more. */
const maxPrecision = 100

/** Whether the JSON document `text` may hold a number that a double does not keep; costs about 0.1 µs where none is long or extreme. */
export function mayHoldInexact(text: string): boolean {
  if (!eightDigitsOrExtreme.test(text)) return false
  return text.match(longOrExtreme)?.some((number) => !isExact(number) || isTooLarge(number)) ?? false
}

/** Whether no double is as large as a JSON number. */
export function isTooLarge(number: string): boolean {
  return !Number.isFinite(Number(number))
}

/**
 * Whether a JSON number is kept to the last digit by the double nearest to it. An integer is where it prints as it was sent. A fraction
 * also is where it is that double written with 17 digits or more (`%.17g`): the sender meant the double.
 * A number that is too large for a double is no matter of digits.
 */
export function isExact(number: string): boolean {
  const value = Number(number)
  const printed = String(value)
  if (printed === number || isTooLarge(number)) return true
  const sent = significant(number)
  if (sent === significant(printed)) return true
  if (!/[.eE]/.test(number) || sent.length > maxPrecision) return false
  return sent === significant(value.toPrecision(Math.max(17, sent.length)))
}

/** The digits of a number without sign, point, exponent, and zeros at either end. */
function significant(number: string): string {
  return /^0*(\d*[1-9])?0*$/.exec(number.replace(/[eE].*|[-.]/g, ''))?.[1] ?? ''
}
