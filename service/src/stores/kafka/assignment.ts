import type { GroupAssignment } from '@platformatic/kafka'

/** The partitions of a topic that are this task's to read, and how far they are read. */
export interface Assignment {
  /** After a join: what was handed out before is committed, or comes again. */
  renew(assignments: readonly GroupAssignment[] | null): void
  has(partition: number): boolean
  /**
   * Whether `message` is to be handed out. A fetch that was under way when the group was joined brings messages of partitions that others read by
   * now, and some that are fetched from the committed offset once more.
   */
  isNext(message: { readonly partition: number; readonly offset: bigint }): boolean
}

/** Nothing is assigned yet. */
export function assignmentOf(topic: string): Assignment {
  let partitions = new Set<number>()
  const handedOut = new Map<number, bigint>()
  return {
    renew(assignments) {
      partitions = new Set(assignments?.find((assignment) => assignment.topic === topic)?.partitions)
      handedOut.clear()
    },
    has: (partition) => partitions.has(partition),
    isNext({ partition, offset }) {
      const last = handedOut.get(partition)
      if (!partitions.has(partition) || (last !== undefined && offset <= last)) return false
      handedOut.set(partition, offset)
      return true
    },
  }
}
