import type { Architecture } from '@telemark/architecture'
import { components } from '@telemark/architecture'
import { ensureTools, toolsFor } from '@telemark/local'
import { CliError } from './errors/cli-error.ts'
import { exitReasonOf } from './errors/exit-reason.ts'

export interface ToolsNeeded {
  readonly architectures: readonly Architecture[]
  /** Whether k6 is to load them. */
  readonly load: boolean
  readonly report: (line: string) => void
  readonly signal: AbortSignal
}

/** Installs what is missing before anything is started, so that a missing tool is not found half an hour later. */
export async function requireTools({ architectures, load, report, signal }: ToolsNeeded): Promise<void> {
  const needed = toolsFor(architectures.flatMap(components))
  try {
    await ensureTools([...needed, ...(load ? (['k6'] as const) : [])], report, signal)
  } catch (cause) {
    const reason = exitReasonOf(cause) === 'environment' ? 'environment' : 'missingTool'
    throw new CliError(reason, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
