const missing = '-'

type Figure = number | undefined

/** `212 ms`, below 10 with one decimal; `-` where it is not known. */
export function ms(value: Figure): string {
  return value === undefined ? missing : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

/** A share as `12 %`, below 10 % with one decimal. */
export function percent(share: Figure): string {
  if (share === undefined) return missing
  const value = share * 100
  return `${Math.abs(value) < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`
}

/** Requests, operations … a second, without the unit. */
export function rate(value: Figure): string {
  return value === undefined ? missing : thousands(Math.round(value))
}

export function count(value: Figure): string {
  return value === undefined ? missing : thousands(value)
}

export function mebibytes(bytes: Figure): string {
  return bytes === undefined ? missing : `${thousands(Math.round(bytes / 2 ** 20))} MiB`
}

export function seconds(value: Figure): string {
  return value === undefined ? missing : `${value.toFixed(value < 10 ? 1 : 0)} s`
}

/** With as many decimals as a small figure needs. */
export function decimal(value: Figure): string {
  if (value === undefined) return missing
  return Math.abs(value) >= 100 ? rate(value) : value.toFixed(2)
}

/** `$12.34`, from 100 on without cents. */
export function usd(value: Figure): string {
  if (value === undefined) return missing
  return `$${value < 100 ? value.toFixed(2) : thousands(Math.round(value))}`
}

/** `25 min`, below a minute `40 s`. */
export function duration(value: number): string {
  return value < 60 ? `${Math.round(value)} s` : `${Math.round(value / 60)} min`
}

/** `1 workload`, `3 workloads`. */
export function numbered(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`
}

/** The same everywhere, whatever the locale of the machine. */
function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
