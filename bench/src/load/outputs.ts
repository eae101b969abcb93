import { basename, dirname, join } from 'node:path'
import type { Load } from '@telemark/deployment'

/** Where k6 is to write its samples beside the rows that the bench reads. */
export interface Outputs {
  /** As k6's `--out` takes them; paths are absolute. */
  readonly arguments: readonly string[]
  /** What k6 reads of the environment to find and to enter them. */
  readonly environment: Readonly<Record<string, string>>
}

/** Each k6 process would begin these anew. */
const files = ['json', 'csv']

/**
 * What one k6 process is told: its run number is a tag of every sample, so that runs can be told apart in a database that takes
 * all of them, and a part of each file's name. Without outputs nothing is tagged: the bench's own rows know their run.
 */
export function outputsOf(outputs: Outputs | undefined, run: number): Pick<Load, 'outputs' | 'tags'> {
  if (outputs === undefined || outputs.arguments.length === 0) return {}
  return {
    outputs: outputs.arguments.map((argument) => ofRun(argument, run)),
    tags: { run: String(run) },
  }
}

/** `json=/tmp/rows.json.gz` becomes `json=/tmp/rows.run-3.json.gz`: k6 takes the ending for the kind of file. */
function ofRun(argument: string, run: number): string {
  const [kind = '', path] = argument.split(/=(.*)/s)
  if (path === undefined || !files.includes(kind)) return argument
  const [stem, ...endings] = basename(path).split('.')
  return `${kind}=${join(dirname(path), [stem, `run-${run}`, ...endings].join('.'))}`
}
