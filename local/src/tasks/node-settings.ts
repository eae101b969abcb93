import { join } from 'node:path'
import type { Size } from '@telemark/deployment'
import { cacheFolder } from '../install/cache-folder.ts'

/** Share of a task's memory that JavaScript objects may take; buffers, code and stacks live in the rest. */
const heapShare = 0.75

/** V8 and libuv size themselves for the whole machine: they cannot see the quota that a task will have. */
export function nodeSettings({ vcpu, memoryMiB }: Size) {
  const threads = Math.max(1, Math.round(vcpu))
  return {
    args: [`--v8-pool-size=${threads}`, `--max-old-space-size=${Math.floor(heapShare * memoryMiB)}`],
    env: {
      UV_THREADPOOL_SIZE: String(threads),
      NODE_COMPILE_CACHE: join(cacheFolder(), 'node-compile-cache'), // two thirds of module loading
    },
  }
}
