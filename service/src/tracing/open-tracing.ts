import type { Config } from '../config.ts'
import type { Tracing } from './tracing.ts'
import { untraced } from './untraced.ts'

/** Traces the process if the configuration says so. OpenTelemetry is not even loaded otherwise. */
export async function openTracing({ tracing, architecture }: Config, role: string): Promise<Tracing> {
  if (tracing === 'off') return untraced
  const { startTracing } = await import('./start-tracing.ts')
  return startTracing({ protocol: tracing, role, architecture: architecture.name })
}
