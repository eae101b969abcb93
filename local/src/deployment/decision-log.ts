import type { ScalingDecision } from '@telemark/deployment'

/** What the autoscaler did and which tasks were replaced, oldest first. */
export interface DecisionLog {
  readonly decisions: readonly ScalingDecision[]
  /** AWS seconds count from here. */
  restart(): void
  add(decision: ScalingDecision): void
  /** A task ended by itself and is replaced: as much a part of the story as a decision. */
  addLoss(loss: {
    readonly component: 'api' | 'consumer'
    readonly left: number
    readonly reason: string
  }): void
}

/** An empty log; `toAwsSeconds` says how fast AWS's time passes here. */
export function decisionLog(toAwsSeconds: (ms: number) => number): DecisionLog {
  const decisions: ScalingDecision[] = []
  let epoch = Date.now()
  return {
    decisions,
    restart: () => {
      epoch = Date.now()
    },
    add: (decision) => decisions.push(decision),
    addLoss: ({ component, left, reason }) => {
      const at = Date.now()
      decisions.push({
        at,
        awsSeconds: toAwsSeconds(at - epoch),
        component,
        from: left,
        to: left + 1,
        reason,
      })
    },
  }
}
