import { join } from 'node:path'
import type { Size } from '@telemark/deployment'
import { cacheFolder } from '../install/cache-folder.ts'

/** Share of a task's memory that JavaScript objects may take; buffers, code and stacks live in the rest. */
const heapShare = 0.75
/** Share of the heap that fills up before all of it is collected; V8's own is a few MiB, doubled step by step. */
const initialShare = 0.5
/** V8's own is 3,000 calls: what is called once a request would be compiled long after the warm-up (doc/decisions/0048). */
const callsBeforeOptimising = 250

/**
 * V8 and libuv size themselves for the whole machine: they cannot see the quota that a task will have. Nor that a full
 * collection, a few dozen milliseconds on a core, is half a second of silence at a tenth of one (doc/decisions/0009).
 */
export function nodeSettings({ vcpu, memoryMiB }: Size) {
  const threads = Math.max(1, Math.round(vcpu))
  const heapMiB = Math.floor(heapShare * memoryMiB)
  return {
    args: [
      `--v8-pool-size=${threads}`,
      `--invocation-count-for-turbofan=${callsBeforeOptimising}`,
      `--max-old-space-size=${heapMiB}`,
      `--initial-old-space-size=${Math.floor(initialShare * heapMiB)}`,
    ],
    env: {
      UV_THREADPOOL_SIZE: String(threads),
      NODE_COMPILE_CACHE: join(cacheFolder(), 'node-compile-cache'), // two thirds of module loading
    },
  }
}
