import type { Admin } from '@platformatic/kafka'

/** Of one partition. */
export interface GroupPosition {
  /** The offset up to which the group has committed; 0 where it never has. */
  readonly done: bigint
  /** The offset that the next message gets. */
  readonly end: bigint
}

/** Asks the brokers how far `group` is in every partition of `topic`, whoever its members are. */
export async function groupPositions(
  admin: Admin,
  { topic, group }: { readonly topic: string; readonly group: string },
): Promise<ReadonlyMap<number, GroupPosition>> {
  const done = await committed(admin, topic, group) // before the ends: a group that keeps up must not look ahead of the topic
  const positions = new Map<number, GroupPosition>()
  for (const [partition, end] of await ends(admin, topic)) {
    const offset = done.get(partition) ?? 0n
    positions.set(partition, { done: offset < 0n ? 0n : offset, end })
  }
  return positions
}

/** Messages that are not committed. */
export function lagOf(positions: ReadonlyMap<number, GroupPosition>): number {
  let lag = 0n
  for (const { done, end } of positions.values()) lag += end - done
  return Number(lag)
}

async function ends(admin: Admin, topic: string): Promise<Map<number, bigint>> {
  const count = (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0
  const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
    partitionIndex,
    timestamp: -1n,
  }))
  const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
  return new Map(listed?.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset]))
}

async function committed(admin: Admin, topic: string, group: string): Promise<Map<number, bigint>> {
  const [offsets] = await admin.listConsumerGroupOffsets({ groups: [group] })
  const found = offsets?.topics.find(({ name }) => name === topic)
  return new Map(
    found?.partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
  )
}
