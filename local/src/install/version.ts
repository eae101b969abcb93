/** The first version number in `text`, e.g. `7.0.15`. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0]
}

/** Whether `version` is `required` or later, part by part. */
export function isAtLeast(version: string, required: string): boolean {
  const have = version.split('.').map(Number)
  const need = required.split('.').map(Number)
  for (const [index, part] of need.entries()) {
    const difference = (have[index] ?? 0) - part
    if (difference !== 0) return difference > 0
  }
  return true
}
