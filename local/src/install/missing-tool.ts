/** Something that Telemark does not install by itself is not there. */
export class MissingTool extends Error {
  /** The command that installs it. */
  readonly remedy: string

  constructor(message: string, { remedy, cause }: { readonly remedy: string; readonly cause?: unknown }) {
    super(`${message} Run: ${remedy}`, { cause })
    this.name = 'MissingTool'
    this.remedy = remedy
  }
}
