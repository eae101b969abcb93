import { randomFillSync } from 'node:crypto'

/** A pattern of JSON Schema has no flags: both cases are spelled out. */
export const uuidForm = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/
export const version7Form = /^.{14}7.{4}[89abAB]/
const pool = Buffer.alloc(4096)
let used = pool.length

/** Whether `text` has the form of a UUID, of any version. */
export function isUuid(text: string): boolean {
  return uuidForm.test(text)
}

/** The milliseconds since the epoch inside a UUIDv7; `undefined` for any other UUID. */
export function uuidV7Time(id: string): number | undefined {
  return version7Form.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined
}

/** A new UUIDv7 (RFC 9562) of the moment `milliseconds`. */
export function uuidV7(milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  const random = randomHex()
  const variant = (8 + (Number.parseInt(random.slice(3, 4), 16) & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(8, 20)}`
}

/** Ten random bytes in hex, from a pool: one system call for 400 ids. */
function randomHex(): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 10
  return pool.toString('hex', used - 10, used)
}
