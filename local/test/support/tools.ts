import { ensureTools } from '../../src/install/ensure-tools.ts'
import type { ToolName, Tools } from '../../src/install/tools.ts'

/** Installs quietly what is missing: when the tests run as a whole, everything is there already. */
export async function testTools<Name extends ToolName>(
  ...needed: readonly Name[]
): Promise<Pick<Tools, Name>> {
  return await ensureTools(needed, () => undefined)
}
