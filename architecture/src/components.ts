import type { Architecture, IngestPath, ReadPath } from './architecture.ts'

/** Every part that can run, in the order in which a request meets them. */
export const componentKinds = ['loadBalancer', 'api', 'redis', 'kafka', 'consumer', 'postgres'] as const

/** The name of one part, in readings, sizes and reports. */
export type ComponentKind = (typeof componentKinds)[number]

/** `committed`: in PostgreSQL; `enqueued`: in Kafka, acks=all; `none`: nowhere (the null service). */
export type Acknowledgement = 'committed' | 'enqueued' | 'none'

/** The parts that `architecture` needs, in the order in which a request meets them. */
export function components(architecture: Architecture): readonly ComponentKind[] {
  const needed = new Set<ComponentKind>([
    'loadBalancer',
    'api',
    'postgres', // of every architecture: the device registry lives there
    ...ingestComponents(architecture.ingest),
    ...readComponents(architecture.read),
  ])
  return componentKinds.filter((kind) => needed.has(kind))
}

/** What a success answer to a write promises in `architecture`. */
export function acknowledgement(architecture: Architecture): Acknowledgement {
  switch (architecture.ingest.kind) {
    case 'direct':
    case 'batched':
      return 'committed'
    case 'queued':
      return 'enqueued'
    case 'discard':
      return 'none'
  }
}

function ingestComponents(ingest: IngestPath): readonly ComponentKind[] {
  switch (ingest.kind) {
    case 'direct':
    case 'batched':
    case 'discard':
      return []
    case 'queued':
      return ['kafka', 'consumer']
  }
}

function readComponents(read: ReadPath): readonly ComponentKind[] {
  switch (read.kind) {
    case 'database':
    case 'constant':
      return []
    case 'cached':
      return ['redis']
  }
}
