import { type Architecture, type ComponentKind, components } from '@telemark/architecture'
import type { Size, Sizes } from '@telemark/deployment'
import { tasksOf } from '../../sizing/predict.ts'
import type { CostItem } from '../findings/cost.ts'
import { hoursAMonth, prices } from './prices.ts'

/** The least that AWS sells, and what is taken along: GiB of storage. */
const least = { rdsGib: 20, brokers: 2, brokerGib: 20, nodeVcpu: 2 } as const

/**
 * What `architecture` runs at its largest, as AWS sells it. Fargate has our tasks' sizes, but no memory below 2 GB a vCPU; of the
 * others the smallest class is taken that keeps its CPU for ever and has as many vCPUs: burstable ones (t4g) hold a fifth of theirs, and
 * were measured with all of it. MSK sells no fewer than two brokers.
 */
export function awsItems(architecture: Architecture, sizes: Sizes): readonly CostItem[] {
  return components(architecture).map((component) =>
    itemOf(component, { tasks: tasksOf(architecture, component), sizes }),
  )
}

interface Wanted {
  readonly tasks: number
  readonly sizes: Sizes
}

function itemOf(component: ComponentKind, { tasks, sizes }: Wanted): CostItem {
  switch (component) {
    case 'loadBalancer':
      return {
        component,
        service: 'ALB',
        what: '1, capacity units by use',
        monthlyUsd: prices.albHour.usd * hoursAMonth,
      }
    case 'api':
    case 'consumer':
      return taskItem(component, tasks, sizes[component])
    case 'postgres': {
      const vcpu = classVcpu(sizes.postgres)
      return {
        component,
        service: 'RDS',
        what: `db.m7g, ${vcpu} vCPU, ${least.rdsGib} GiB gp3`,
        monthlyUsd: vcpu * prices.rdsVcpuHour.usd * hoursAMonth + least.rdsGib * prices.rdsGp3GbMonth.usd,
      }
    }
    case 'redis': {
      const vcpu = classVcpu(sizes.redis)
      return {
        component,
        service: 'ElastiCache',
        what: `cache.m7g, ${vcpu} vCPU`,
        monthlyUsd: vcpu * prices.elastiCacheVcpuHour.usd * hoursAMonth,
      }
    }
    case 'kafka': {
      const vcpu = classVcpu(sizes.kafka)
      const broker = vcpu * prices.mskVcpuHour.usd * hoursAMonth + least.brokerGib * prices.mskGbMonth.usd
      return {
        component,
        service: 'MSK',
        what: `${least.brokers} x kafka.m7g, ${vcpu} vCPU, ${least.brokerGib} GiB`,
        monthlyUsd: least.brokers * broker,
      }
    }
  }
}

function taskItem(component: ComponentKind, tasks: number, size: Size): CostItem {
  const gb = Math.max(size.memoryMiB / 1024, size.vcpu * 2)
  return {
    component,
    service: 'Fargate',
    what: `${tasks} x ${size.vcpu} vCPU / ${gb} GB`,
    monthlyUsd: tasks * taskUsd(size),
  }
}

/** Dollars a month of one task of this size. */
export function taskUsd({ vcpu, memoryMiB }: Size): number {
  const gb = Math.max(memoryMiB / 1024, vcpu * 2)
  return (vcpu * prices.fargateVcpuHour.usd + gb * prices.fargateGbHour.usd) * hoursAMonth
}

/** vCPUs of the smallest class that has so many: 2, 4, 8 … */
export function classVcpu({ vcpu }: Pick<Size, 'vcpu'>): number {
  return Math.max(least.nodeVcpu, 2 ** Math.ceil(Math.log2(vcpu)))
}
