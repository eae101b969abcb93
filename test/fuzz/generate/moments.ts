import fc from 'fast-check'

/** Within the last minutes: neither too old nor too far ahead while a run lasts. */
const recent = fc.integer({ min: 0, max: 600_000 }).map((age) => Date.now() - age)

/** An RFC 3339 time that the service takes. */
export const timeNow = recent.map((time) => new Date(time).toISOString())

/** A UUIDv7 whose time the service takes. */
export const eventIdNow = fc.tuple(recent, fc.stringMatching(/^[0-9a-f]{18}$/)).map(([time, random]) => {
  const hex = `${time.toString(16).padStart(12, '0')}7${random.slice(0, 3)}8${random.slice(3)}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
})
