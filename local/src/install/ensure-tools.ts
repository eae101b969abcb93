import { toolInstallers } from './tool-installers.ts'
import type { ToolName, Tools } from './tools.ts'

/**
 * Resolves the tools asked for, installing what is missing into the cache folder.
 * `report` gets one line when a step starts and one when it has ended.
 * Rejects with what is missing and the command that installs it.
 */
export async function ensureTools<Name extends ToolName>(
  needed: readonly Name[],
  report: (line: string) => void,
  signal?: AbortSignal,
): Promise<Pick<Tools, Name>> {
  // One after the other: each step uses every core or the network, and the lines stay in order.
  const tools: Partial<Tools> = {}
  for (const name of needed) {
    signal?.throwIfAborted()
    Object.assign(tools, { [name]: await toolInstallers[name]({ report, signal }) })
  }
  return tools as Pick<Tools, Name>
}
