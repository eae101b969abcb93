import type { TrialRecord } from '../record/record.ts'
import { probeColumns, probeRows } from './probe-rows.ts'

/** Every load of a cohort as CSV, one row a load and endpoint, header first (RFC 4180: CRLF, quotes doubled). */
export function csv(trials: readonly TrialRecord[]): string {
  const rows = probeRows(trials).map((row) => probeColumns.map((column) => row[column]))
  return [probeColumns, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

/** Absent is empty. */
function quoted(value: string | number | undefined): string {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
