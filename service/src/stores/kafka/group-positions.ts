import type { Admin } from '@platformatic/kafka'

/** Of one partition. */
export interface GroupPosition {
  /** The offset up to which the group is done; where the log begins, if that is later. */
  readonly done: bigint
  /** The offset that the next message gets. */
  readonly end: bigint
}

/** Kafka's own signs for the two ends of a log, where it asks for a time. */
const logStart = -2n
const logEnd = -1n

/** Asks the brokers how far `group` is in every partition of `topic`, whoever its members are. */
export async function groupPositions(
  admin: Admin,
  { topic, group }: { readonly topic: string; readonly group: string },
): Promise<ReadonlyMap<number, GroupPosition>> {
  const done = await committed(admin, topic, group) // before the ends: a group that keeps up must not look ahead of the topic
  const logs = await logPositions(admin, topic)
  return new Map(
    [...logs].map(([partition, log]) => [partition, { ...log, done: later(log.done, done.get(partition)) }]),
  )
}

/** The two ends of the log in every partition of `topic`: all of it is still to be done. */
export async function logPositions(admin: Admin, topic: string): Promise<ReadonlyMap<number, GroupPosition>> {
  const count = (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0
  const starts = await offsetsAt(admin, { topic, count, timestamp: logStart })
  const ends = await offsetsAt(admin, { topic, count, timestamp: logEnd })
  return new Map([...ends].map(([partition, end]) => [partition, { done: starts.get(partition) ?? 0n, end }]))
}

/** Messages that are not done. */
export function lagOf(positions: ReadonlyMap<number, GroupPosition>): number {
  let lag = 0n
  for (const { done, end } of positions.values()) if (end > done) lag += end - done
  return Number(lag)
}

function later(one: bigint, other: bigint | undefined): bigint {
  return other !== undefined && other > one ? other : one
}

interface Moment {
  readonly topic: string
  /** Of partitions. */
  readonly count: number
  readonly timestamp: bigint
}

async function offsetsAt(admin: Admin, { topic, count, timestamp }: Moment): Promise<Map<number, bigint>> {
  const partitions = Array.from({ length: count }, (_, partitionIndex) => ({ partitionIndex, timestamp }))
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
