import { type ComponentKind, componentKinds } from '@telemark/architecture'
import type { ReadingsView } from '../../readings/readings-view.ts'
import { cpuUse } from '../cpu-use.ts'

/** From here on the envelope is used up: queues grow without bound soon after. */
export const usedUp = 0.85
/** Two components that are both used up and stand still about as long are not told apart by readings. */
const closeThrottling = 0.1

export interface UseInput {
  /** Of the load that failed. */
  readonly view: ReadingsView
  /** Of a load that passed at half of the capacity at most, where there is one: what is used up there too does not set the capacity. */
  readonly quiet?: ReadingsView | undefined
}

/** How used up a component's CPU is. */
export interface CpuCandidate {
  readonly component: ComponentKind
  readonly share: number
  readonly throttledShare: number
  /** It uses as much at a rate far below, which passes: its CPU says nothing of the capacity. */
  readonly alwaysBusy: boolean
}

/** Every component that has an envelope. */
export function candidatesOf({ view, quiet }: UseInput): readonly CpuCandidate[] {
  return componentKinds.flatMap((component) => {
    const use = cpuUse(view, component)
    if (use?.share === undefined) return []
    const before = quiet && cpuUse(quiet, component)?.share
    const alwaysBusy = before !== undefined && before >= usedUp
    return [{ component, share: use.share, throttledShare: use.throttledShare ?? 0, alwaysBusy }]
  })
}

/** Of those that have used up their CPU the first `byUse`; of several that stand still about as long the one that uses most. */
export function mostUsedUp(input: UseInput, components: readonly ComponentKind[]): CpuCandidate | undefined {
  const usedUpOnes = candidatesOf(input)
    .filter(({ component, share }) => components.includes(component) && share >= usedUp)
    .toSorted(byUse)
  const [first] = usedUpOnes
  return usedUpOnes
    .filter((each) => first !== undefined && standsStillAsLong(each, first))
    .toSorted((a, b) => b.share - a.share)[0]
}

function standsStillAsLong(each: CpuCandidate, first: CpuCandidate): boolean {
  return each.alwaysBusy === first.alwaysBusy && each.throttledShare > first.throttledShare - closeThrottling
}

/** Used up before not; what is so at any rate last; then by how long it stands still, or how much it uses. */
export function byUse(a: CpuCandidate, b: CpuCandidate): number {
  const isUsedUp = ({ share }: CpuCandidate) => share >= usedUp
  return (
    Number(isUsedUp(b)) - Number(isUsedUp(a)) ||
    Number(a.alwaysBusy) - Number(b.alwaysBusy) ||
    (isUsedUp(a) ? b.throttledShare - a.throttledShare : 0) ||
    b.share - a.share
  )
}

/** Whether readings cannot tell `runnerUp` from the CPU of `named`. */
export function isClose(named: ComponentKind | 'unknown', runnerUp: CpuCandidate, input: UseInput): boolean {
  const own = candidatesOf(input).find(({ component }) => component === named)
  if (own === undefined || runnerUp.share < usedUp) return false
  return standsStillAsLong(runnerUp, own)
}
