import { type Architecture, maxTasks } from '@telemark/architecture'
import { boundsOf } from '../../capacity/capacity.ts'
import { standsElsewhere } from '../../plan/stands-elsewhere.ts'
import type { Workload } from '../../plan/workload.ts'
import type { CohortRecord } from '../../record/record.ts'
import { passAt } from '../at-rate.ts'
import type { ServiceDemand } from '../findings/laws.ts'
import type { SizeModels } from '../findings/size-models.ts'
import type { WorkloadFindings } from '../findings.ts'
import { capacityAtLimit } from '../flips/capacity-at-limit.ts'
import { serviceDemands } from '../laws/service-demand.ts'
import { capacityLoads, type Observation } from '../observation.ts'
import { awsItems, classVcpu, taskUsd } from './aws-sizes.ts'
import { bytesARequest, hoursAMonth, prices } from './prices.ts'
import type { HeldAtLimit, SizeModel } from './size-for.ts'
import { bytesADevice, bytesAnEvent } from './storage.ts'

interface Evidence {
  readonly cohort: CohortRecord
  readonly workloads: readonly WorkloadFindings[]
  readonly observations: readonly Observation[]
}

interface Held {
  readonly workload: Workload
  readonly rate: number
  readonly loads: readonly Observation[]
}

/** Latency limits for which the capacity is looked up, milliseconds. */
const lookedUpMs = [50, 100, 150, 200, 250, 300, 400, 500, 750, 1000] as const

/** The data of the explorer, from what was measured; no models of services that stand elsewhere. */
export function sizeModels(evidence: Evidence): SizeModels {
  const { plan } = evidence.cohort
  return {
    prices: {
      task: taskUsd(plan.sizes.api),
      databaseVcpu: prices.rdsVcpuHour.usd * hoursAMonth,
      storageGib: prices.rdsGp3GbMonth.usd,
      fixed: Object.fromEntries(
        plan.architectures.map((architecture) => [architecture.name, fixedUsd(architecture, plan.sizes)]),
      ),
      requestPerSecond: { write: unitUsd('write'), read: unitUsd('latest') },
    },
    models: standsElsewhere(plan)
      ? []
      : plan.architectures.flatMap((architecture) => modelOf(architecture, evidence)),
  }
}

/** The balancer, Redis, Kafka and its consumer. */
function fixedUsd(architecture: Architecture, sizes: CohortRecord['plan']['sizes']): number {
  return awsItems(architecture, sizes)
    .filter(({ component }) => component !== 'api' && component !== 'postgres')
    .reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)
}

function unitUsd(endpoint: 'write' | 'latest'): number {
  return ((bytesARequest[endpoint] * 3600) / 1e9) * prices.albLcuHour.usd * hoursAMonth
}

function modelOf(architecture: Architecture, evidence: Evidence): readonly SizeModel[] {
  const { plan, sizing } = evidence.cohort
  const held = heldBy(architecture, evidence)
  const demands = serviceDemands(
    architecture,
    held.map(({ workload, rate, loads }) => ({
      workload,
      below: [passAt(loads, rate)].flatMap((observed) => observed ?? []),
      quiet: undefined,
    })),
  )
  const vcpuMs = (component: ServiceDemand['component']) => {
    const cpuMs = demands.find((demand) => demand.component === component)?.cpuMs
    if (cpuMs?.write === undefined || cpuMs.latest === undefined) return undefined
    return { write: cpuMs.write / sizing.coresPerVcpu, read: cpuMs.latest / sizing.coresPerVcpu }
  }
  const [api, database] = [vcpuMs('api'), vcpuMs('postgres')]
  if (api === undefined || database === undefined) return []
  return [
    {
      architecture: architecture.name,
      demands: { api, database, bytesAnEvent, bytesADevice },
      limits: {
        tasks: maxTasks(architecture.scaling),
        taskVcpu: plan.sizes.api.vcpu,
        databaseVcpu: classVcpu(plan.sizes.postgres),
        devices: plan.fleet.devices,
        held: heldByLimit(held, plan.slo),
        sloLimitMs: plan.slo.latency.limitMs,
      },
    },
  ]
}

/** Under every workload that reads no pages of the fleet, the share of writes rising. */
function heldBy({ name }: Architecture, { cohort, workloads, observations }: Evidence): readonly Held[] {
  return cohort.plan.workloads
    .filter(({ mix }) => mix.fleet === 0)
    .flatMap((workload) => {
      const { cells = [] } = workloads.find((findings) => findings.workload === workload.name) ?? {}
      const rate = boundsOf(cells.find(({ architecture }) => architecture === name)?.capacity).held
      const own = observations.filter(
        ({ trial }) => trial.architecture.name === name && trial.workload.name === workload.name,
      )
      return rate === undefined ? [] : [{ workload, rate, loads: capacityLoads(own) }]
    })
    .toSorted((a, b) => writeShareOf(a.workload) - writeShareOf(b.workload))
}

/** A limit at which one of the workloads holds nothing, or that says nothing new, is left out. */
function heldByLimit(held: readonly Held[], slo: CohortRecord['plan']['slo']): readonly HeldAtLimit[] {
  const { limitMs: own } = slo.latency
  const limits = [...new Set([...lookedUpMs, own])].toSorted((a, b) => a - b)
  return limits.flatMap((limitMs) => {
    const rates = held.flatMap(({ workload, rate, loads }) => {
      const found = limitMs === own ? rate : heldAt(loads, slo, limitMs)
      return found === undefined ? [] : [{ writeShare: writeShareOf(workload), rate: found }]
    })
    const saysMore = limitMs <= own || rates.some(({ rate }, index) => rate > (held[index]?.rate ?? 0))
    return rates.length === held.length && saysMore ? [{ limitMs, rates }] : []
  })
}

function heldAt(
  loads: readonly Observation[],
  slo: CohortRecord['plan']['slo'],
  limitMs: number,
): number | undefined {
  const capacity = capacityAtLimit(
    loads.map(({ load }) => load),
    slo,
    limitMs,
  )
  return boundsOf(capacity).held
}

function writeShareOf({ mix }: Workload): number {
  return mix.write / (mix.write + mix.latest)
}
