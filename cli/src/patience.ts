/** npm passes on the Ctrl-C that the terminal sends to everybody: one request arrives twice. */
const sameRequestMs = 1000

/** Says whether whoever asks to stop wants it done in good order, or has asked before and wants it at once. */
export function patience(now: () => number): () => 'orderly' | 'asked already' | 'at once' {
  let askedAt: number | undefined
  return () => {
    if (askedAt === undefined) {
      askedAt = now()
      return 'orderly'
    }
    return now() - askedAt < sameRequestMs ? 'asked already' : 'at once'
  }
}
