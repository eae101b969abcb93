/** What the process exits with; `telemark --help` lists them. */
export const exitCodes = {
  ok: { code: 0, means: 'done' },
  contradicted: {
    code: 1,
    means:
      '`verify` found a figure that differs, a raw file that is missing or a broken seal, or `diff` a regression',
  },
  usage: { code: 2, means: 'unknown architecture, workload or flag, or a bad value' },
  missingTool: { code: 3, means: 'a tool is missing; `telemark doctor` says which' },
  environment: { code: 4, means: 'the machine refused: a full disk, a taken port, no permission' },
  unreadable: { code: 5, means: 'a record is missing or unreadable' },
  target: { code: 6, means: 'a target cannot be reached, or does not keep the contract' },
  incomparable: { code: 7, means: '`diff` was given comparisons that may not be compared; it says why' },
  internal: { code: 70, means: 'an error in Telemark itself' },
  hungUp: { code: 129, means: 'the terminal was closed (SIGHUP); what was measured is kept' },
  interrupted: { code: 130, means: 'interrupted by Ctrl-C; what was measured is kept' },
  unread: { code: 141, means: 'nobody reads the output any more, as behind `| head`' },
  terminated: { code: 143, means: 'ended by SIGTERM; what was measured is kept' },
} as const

export type ExitReason = keyof typeof exitCodes

/** For the end of a help text. */
export function exitCodesHelp(): string {
  const lines = Object.values(exitCodes).map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}`)
  return `\nExit codes:\n${lines.join('\n')}\n`
}
