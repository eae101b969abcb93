import type { MetricName } from '@telemark/deployment'
import type { Task } from '../tasks/task.ts'
import type { TaskSet } from '../tasks/task-set.ts'
import { parsePrometheus } from './prometheus.ts'
import { type Sample, type Sampler, single } from './sampler.ts'

/** What a task says about itself, by the name in its `/metrics`. */
const scraped = {
  telemark_event_loop_delay_p99_seconds: 'eventLoopDelayP99Seconds',
  telemark_pool_waiting_requests: 'poolWaiting',
  telemark_consumer_lag_seconds: 'lagSeconds',
} as const satisfies Record<string, MetricName>

/** How many tasks run and should run. */
export function countSampler(tasks: TaskSet): Sampler {
  return {
    component: tasks.component,
    sample: async () => single({ tasksRunning: tasks.running().length, tasksWanted: tasks.wanted() }),
  }
}

/** Scrapes `/metrics` of each running task; one that does not answer in time has no sample. */
export function scrapeSampler(tasks: TaskSet): Sampler {
  return {
    component: tasks.component,
    sample: async (signal) => {
      const scrapes = await Promise.allSettled(tasks.running().map((task) => scrape(task, signal)))
      return scrapes.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    },
  }
}

async function scrape(task: Task, signal: AbortSignal): Promise<Sample> {
  const response = await fetch(new URL('/metrics', task.url), { signal })
  const values = parsePrometheus(await response.text(), Object.keys(scraped))
  const named = Object.entries(scraped).flatMap(([name, metric]) => {
    const value = values.get(name)
    return value === undefined ? [] : [[metric, value]]
  })
  return { task: task.number, values: Object.fromEntries(named) }
}
