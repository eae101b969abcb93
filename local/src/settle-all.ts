/**
 * Like Promise.all, but also when one fails it waits for all: nothing goes on behind the caller's back.
 * Rejects with the first failure.
 */
export async function settleAll<T extends readonly unknown[]>(
  work: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>
}
