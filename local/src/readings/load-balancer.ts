import type { LoadBalancer } from '../balancer/balancer.ts'
import { type Sampler, single } from './sampler.ts'

/** Requests under way and requests that wait for a server. */
export function loadBalancerSampler(balancer: LoadBalancer): Sampler {
  return {
    component: 'loadBalancer',
    sample: async () => {
      const { sessions, queued } = await balancer.load()
      return single({ sessions, queuedRequests: queued })
    },
  }
}
