import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Asks once for all that callers want in one turn of the event loop: under load that is many, and one call costs about as much
 * as one of them alone would. Each caller gets its own answer: the one at its place.
 */
export function inOneTurn<Wanted, Answer>(
  ask: (wanted: readonly Wanted[]) => Promise<readonly Answer[] | undefined>,
): (wanted: Wanted) => Promise<Answer | undefined> {
  let wanted: Wanted[] = []
  let answers: Promise<readonly Answer[] | undefined>

  async function askAll(): Promise<readonly Answer[] | undefined> {
    await nextTurn()
    const all = wanted
    wanted = []
    return ask(all)
  }

  return async (one) => {
    const at = wanted.push(one) - 1
    if (at === 0) answers = askAll()
    return (await answers)?.[at]
  }
}
