/** What stops fetching while it is paused. */
export interface Pausable {
  pause(): unknown
  resume(): unknown
}

/** Counts what lies in a stream. */
export interface ByteBound {
  came(bytes: number): void
  left(bytes: number): void
}

/**
 * Pauses `stream` while more than `most` bytes lie in it. The stream itself counts messages, of which ten thousand may be 2 MB or
 * 600 MB. What is being fetched when it is paused still comes.
 */
export function byteBound(most: number, stream: () => Pausable): ByteBound {
  let lying = 0
  let isPaused = false
  return {
    came(bytes) {
      lying += bytes
      if (lying <= most || isPaused) return
      isPaused = true
      stream().pause()
    },
    left(bytes) {
      lying -= bytes
      if (lying > most || !isPaused) return
      isPaused = false
      stream().resume() // which fetches again, whatever the stream last did
    },
  }
}
