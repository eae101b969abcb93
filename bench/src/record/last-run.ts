import { readdir } from 'node:fs/promises'

/**
 * The highest run number of which anything is in `folder`: also runs that belong to no record, such as warm-ups and what was cut
 * off, have files that say their number. The runs of the sizing have none; each has one file of samples.
 */
export async function lastRun(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sizing = names.filter((name) => /^sizing-.*\.csv\.gz$/.test(name)).length
  const numbers = names.flatMap((name) => /\.run-(\d+)\./.exec(name)?.[1] ?? []).map(Number)
  return Math.max(sizing, ...numbers)
}
