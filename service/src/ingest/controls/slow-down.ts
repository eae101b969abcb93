import type { Control } from '@telemark/architecture'
import type { FastifyInstance } from 'fastify'

/**
 * Makes each request cost `share` more CPU: after each answer this thread burns that share of all CPU that the process has used since
 * the last one, its own burning left out. Counted in CPU time, so that a quota does not make it less.
 */
export function slowDown(app: FastifyInstance, { share }: Extract<Control, { kind: 'slower' }>): void {
  const burn = burner(share)
  app.addHook('onResponse', (_request, _reply, done) => {
    burn()
    done()
  })
}

/** Each call burns what is owed by then; what was used before the first call is nobody's request. */
function burner(share: number): () => void {
  let usedBefore: number | undefined
  let burnt = 0
  return () => {
    usedBefore ??= usedMicroseconds()
    const used = usedMicroseconds() - usedBefore
    // What is used becomes (1 + share) times what it would have been.
    const owed = (used - burnt) * share - burnt
    if (owed <= 0) return
    const begun = burntMicroseconds()
    while (burntMicroseconds() - begun < owed);
    burnt += burntMicroseconds() - begun
  }
}

/** Of the whole process: the engine's own threads work for the requests, too. */
function usedMicroseconds(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

function burntMicroseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}
