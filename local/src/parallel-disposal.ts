/** Owns things that are disposed all at once. */
export interface ParallelDisposal extends AsyncDisposable {
  use<T extends AsyncDisposable>(owned: T): T
  /** Hands everything over: disposing this one does nothing any more. */
  move(): AsyncDisposable
}

/** Owns nothing yet. */
export function parallelDisposal(): ParallelDisposal {
  let owned: AsyncDisposable[] = []
  return {
    use: (thing) => {
      owned.push(thing)
      return thing
    },
    move: () => {
      const moved = parallelDisposal()
      for (const thing of owned) moved.use(thing)
      owned = []
      return moved
    },
    [Symbol.asyncDispose]: async () => {
      const results = await Promise.allSettled(owned.map((thing) => thing[Symbol.asyncDispose]()))
      const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason)
      if (failures.length > 0) throw new AggregateError(failures, 'Cannot stop everything that was started')
    },
  }
}
