import type { ToolName, Tools } from './tools.ts'

/**
 * Resolves the tools asked for, installing what is missing into the cache folder.
 * `report` gets one line when a step starts and one when it has ended.
 * Rejects with what is missing and the command that installs it.
 */
export async function ensureTools<Name extends ToolName>(
  _needed: readonly Name[],
  _report: (line: string) => void,
  _signal?: AbortSignal,
): Promise<Pick<Tools, Name>> {
  throw new Error('not here yet')
}
