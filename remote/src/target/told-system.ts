import type { Architecture, IngestPath, ReadPath } from '@telemark/architecture'
import type { Target } from './target.ts'
import { TargetError } from './target-error.ts'

/** What a target says of itself at `GET /api/system`. */
export interface ToldSystem {
  readonly acknowledgement: 'committed' | 'enqueued' | 'none'
  readonly components: readonly string[]
  /** What runs, by name: its version, or what it is called. */
  readonly facts: Readonly<Record<string, string>>
}

/** Reads the answer of `GET /api/system`. Throws a TargetError where it says no acknowledgement that is known. */
export function toldSystem({ name }: Target, answer: unknown): ToldSystem {
  const { acknowledgement, components, architecture, versions } = Object(answer)
  if (!['committed', 'enqueued', 'none'].includes(acknowledgement))
    throw new TargetError(
      `${name} must say at GET /api/system what its answers promise, committed, enqueued or none, and says ${JSON.stringify(acknowledgement)}.`,
    )
  return {
    acknowledgement,
    components: Array.isArray(components) ? components.map(String) : [],
    facts: {
      'says it is': String(Object(architecture).name ?? 'unknown'),
      ...Object.fromEntries(
        Object.entries(Object(versions)).map(([part, version]) => [part, String(version)]),
      ),
    },
  }
}

/** As much of an architecture as it tells; how many tasks and partitions it has, nobody knows: one stands for them. */
export function toldArchitecture({ name, url }: Target, told: ToldSystem): Architecture {
  return {
    name,
    ingest: ingestOf(told),
    read: readOf(told),
    scaling: { kind: 'fixed', tasks: 1 },
    standsAt: url.href,
  }
}

function ingestOf({ acknowledgement }: ToldSystem): IngestPath {
  switch (acknowledgement) {
    case 'committed':
      return { kind: 'direct' }
    case 'enqueued':
      return { kind: 'queued', partitions: 1, consumers: { kind: 'fixed', tasks: 1 } }
    case 'none':
      return { kind: 'discard' }
  }
}

function readOf({ acknowledgement, components }: ToldSystem): ReadPath {
  if (acknowledgement === 'none') return { kind: 'constant' }
  return { kind: components.includes('redis') ? 'cached' : 'database' }
}
