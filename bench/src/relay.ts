/**
 * Yields what `source` yields, dressed, and returns what it returns. Whoever leaves early makes `source` leave
 * too: a load must not go on without its reader.
 */
export async function* relay<News, Dressed, Result>(
  source: AsyncGenerator<News, Result>,
  dress: (news: News) => Dressed,
): AsyncGenerator<Dressed, Result> {
  try {
    let next = await source.next()
    while (next.done !== true) {
      yield dress(next.value)
      next = await source.next()
    }
    return next.value
  } finally {
    await source.return(undefined as Result) // does nothing where it has ended
  }
}
