const required = 24

/** What to say if `version` is too old to run Telemark; undefined where it is not. */
export function requireNode(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= required) return undefined
  return (
    `Cannot run Telemark: Node ${required} or later is required, this is ${version}. ` +
    'Run `npx telemark …` or `npm run telemark -- …` in the checkout after `npm ci`: they use the Node that the project brings along.'
  )
}
