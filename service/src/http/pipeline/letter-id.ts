/** A letter's place, for a client: it says nothing and promises nothing but its order. */
export function letterId(offset: bigint): string {
  return `letter-${offset}`
}

/** What an id is. */
export const letterIdPattern = '^letter-[0-9]{1,18}$'

/** The place of the letter with this id, which has the form of `letterIdPattern`. */
export function offsetOf(id: string): bigint {
  return BigInt(id.slice('letter-'.length))
}
