import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricsSamplers } from '../../src/readings/metrics-samplers.ts'
import { processes } from '../../src/readings/processes.ts'

const apart = () => processes(() => undefined)

const page = `# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 12.5
process_resident_memory_bytes 1e8
process_start_time_seconds 1795633156
telemark_event_loop_delay_p99_seconds 0.004
telemark_pool_connections{state="idle"} 6
telemark_pool_connections{state="busy"} 4
telemark_cache_reads_total{use="hit"} 90
telemark_cache_reads_total{use="miss"} 10
telemark_cache_reads_total{use="bypass"} 3
`

test('What /metrics says becomes readings of the components that it is about', async (t) => {
  const samplers = metricsSamplers(async () => page, apart())
  const samples = await Promise.all(
    samplers.map(async ({ component, sample }) => [component, await sample(t.signal)] as const),
  )
  assert.deepEqual(Object.fromEntries(samples), {
    api: [{ task: 1, values: { cpuSeconds: 12.5, memoryBytes: 1e8, eventLoopDelayP99Seconds: 0.004 } }],
    postgres: [{ task: 1, values: { connections: 10, activeConnections: 4 } }],
    redis: [{ task: 1, values: { keyspaceHits: 90, keyspaceMisses: 10 } }],
    kafka: [],
  })
})

test('Without /metrics there are no readings, and no failure', async (t) => {
  for (const { sample } of metricsSamplers(async () => undefined, apart()))
    assert.deepEqual(await sample(t.signal), [])
})
