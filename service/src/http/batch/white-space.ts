const space = ' '.charCodeAt(0)
const newline = '\n'.charCodeAt(0)
const carriageReturn = '\r'.charCodeAt(0)
const tab = '\t'.charCodeAt(0)

/** What may stand between JSON values, and nothing else: a byte of zeros on a line is no blank line. */
export function isWhiteSpace(byte: number | undefined): boolean {
  return byte === space || byte === newline || byte === carriageReturn || byte === tab
}
