import { hash } from 'node:crypto'

/**
 * The MD5 of `measurements` as canonical JSON (RFC 8785: names sorted, no spaces, the shortest form of each number), hex. As
 * PostgreSQL computes it of what it has stored, for numbers that JavaScript writes without an exponent.
 */
export function checksumOf(measurements: Readonly<Record<string, number | boolean | string>>): string {
  const names = Object.keys(measurements).sort()
  const canonical = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(measurements[name])}`)
  return hash('md5', `{${canonical.join()}}`)
}
