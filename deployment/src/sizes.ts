import type { ComponentKind } from '@telemark/architecture'

/** The envelope of one component in AWS units. */
export interface Size {
  readonly vcpu: number
  readonly memoryMiB: number
}

/** The load balancer has no size: it is measured, never clamped (an ALB has none either). */
export type Sizes = Readonly<Record<Exclude<ComponentKind, 'loadBalancer'>, Size>>

/** Task 1 vCPU / 2 GB, PostgreSQL 2 / 4, Redis 1 / 1, Kafka 2 / 2 (one broker), consumer 1 / 1. */
export const defaultSizes: Sizes = {
  api: { vcpu: 1, memoryMiB: 2048 },
  consumer: { vcpu: 1, memoryMiB: 1024 },
  postgres: { vcpu: 2, memoryMiB: 4096 },
  redis: { vcpu: 1, memoryMiB: 1024 },
  kafka: { vcpu: 2, memoryMiB: 2048 },
}
