/** What `telemark doctor` says about one tool. */
export interface Diagnosis {
  readonly name: string
  readonly found: boolean
  /** Version and place when found; what is wrong otherwise. */
  readonly detail: string
  /** The command that installs it; absent where nothing needs to be done. */
  readonly remedy?: string
}

/** Looks at every tool and prerequisite; installs nothing. */
export async function diagnose(): Promise<readonly Diagnosis[]> {
  throw new Error('not here yet')
}
