import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FleetDevice } from '@telemark/deployment'

/** Writes the fleet where k6 reads it, as a JSON array; resolves with the path. */
export async function writeFleetFile(folder: string, fleet: readonly FleetDevice[]): Promise<string> {
  const path = join(folder, 'fleet.json')
  await writeFile(path, JSON.stringify(fleet), { mode: 0o600 })
  return path
}
