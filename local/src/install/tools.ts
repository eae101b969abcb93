/** A program and the environment variables that it needs to run from where it lies. */
export interface Command {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  readonly version: string
}

/** Everything that the architectures and the load need beside Node, resolved to something runnable. */
export interface Tools {
  /** `bin` holds initdb, pg_ctl and postgres, and can be reached by the user that servers run as. */
  readonly postgres: { readonly bin: string; readonly version: string }
  readonly redisServer: Command
  readonly haproxy: Command
  readonly kafka: { readonly classpath: string; readonly java: string; readonly version: string }
  readonly k6: Command
}

export type ToolName = keyof Tools
