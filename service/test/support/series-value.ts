/** The value of one line in Prometheus' text format, given as it stands there: `name{label="value"}`; `undefined`: no such line. */
export function seriesValue(text: string, series: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}
