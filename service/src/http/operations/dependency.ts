import { scrub } from '../../log/scrub.ts'

/** Something that must answer before this process is ready. */
export interface Dependency {
  readonly name: 'postgres' | 'redis' | 'kafka'
  /** Resolves when it answers. */
  readonly ping: () => Promise<unknown>
  /** Its own version; `undefined` while it does not answer. Left out where its protocol does not tell. */
  readonly version?: () => Promise<string | undefined>
}

/** How one dependency answered. */
export interface DependencyState {
  readonly name: string
  readonly status: 'up' | 'down'
  readonly latency_ms: number
  readonly error?: string
}

const patienceMs = 900

/** Asks every dependency at the same time; none is waited for as long as a second. */
export function askAll(dependencies: readonly Dependency[]): Promise<DependencyState[]> {
  return Promise.all(dependencies.map(ask))
}

async function ask({ name, ping }: Dependency): Promise<DependencyState> {
  const start = performance.now()
  const latency = () => Math.round((performance.now() - start) * 10) / 10
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`No answer within ${patienceMs} ms.`)), patienceMs)
  try {
    await Promise.race([ping(), tooLate])
    return { name, status: 'up', latency_ms: latency() }
  } catch (error) {
    return { name, status: 'down', latency_ms: latency(), error: scrub((error as Error).message) }
  } finally {
    clearTimeout(timer)
  }
}
