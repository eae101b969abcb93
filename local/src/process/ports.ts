/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  throw new Error('not here yet')
}
