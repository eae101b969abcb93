import { parsePrometheus } from '@telemark/local'

/** Tells apart the processes that answer `/metrics` behind one address. */
export interface Processes {
  /**
   * Which process gave `page`, from 1; undefined where that cannot be told: their counters would seem to jump.
   */
  numberOf(page: string): number | undefined
}

const started = 'process_start_time_seconds'
const cpu = 'process_cpu_seconds_total'

/**
 * A process is known by the moment at which it started. Two that started in the same second look alike; that shows when CPU that was used seems to be
 * given back, and from then on that moment tells nobody: `onAlike` is called.
 */
export function processes(onAlike: () => void): Processes {
  const numbers = new Map<number, number>()
  const lastCpu = new Map<number, number>()
  const alike = new Set<number>()
  return {
    numberOf: (page) => {
      const values = parsePrometheus(page, [started, cpu])
      const [start = 0, used = 0] = [values.get(started), values.get(cpu)]
      if (used < (lastCpu.get(start) ?? 0) && !alike.has(start)) {
        alike.add(start)
        onAlike()
      }
      lastCpu.set(start, used)
      if (alike.has(start)) return undefined
      if (!numbers.has(start)) numbers.set(start, numbers.size + 1)
      return numbers.get(start)
    },
  }
}
