import { readFile } from 'node:fs/promises'
import { type Sampler, single } from './sampler.ts'

/** Clock ticks a second in /proc/stat: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100
/** Of the line `cpu  user nice system idle iowait irq softirq steal …`. */
const stealField = 8

/** What the hypervisor gave to others while something here wanted to run. */
export const machineSampler: Sampler = {
  component: 'machine',
  sample: async () => {
    const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n')
    return single({ stolenSeconds: Number(line.split(/\s+/)[stealField] ?? 0) / ticksPerSecond })
  },
}
