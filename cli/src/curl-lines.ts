/** What to do with a service that stands, for a shell that has `$URL`, `$DEVICE`, `$KEY` and `$OPERATOR`. The README shows the same lines. */
export const curlLines: readonly { readonly what: string; readonly line: string }[] = [
  {
    what: 'register a device; the answer shows its key, this once',
    line: `curl "$URL/api/devices" -H "Authorization: Bearer $OPERATOR" -H 'content-type: application/json' -d '{"alias":"greenhouse","units":{"temperature":"Cel"}}'`,
  },
  {
    what: 'send an event',
    line: `curl "$URL/api/telemetry/$DEVICE" -H "X-API-Key: $KEY" -H 'content-type: application/json' -d '{"measurements":{"temperature":21.5,"online":true}}'`,
  },
  {
    what: 'many at once, an answer for each',
    line: `printf '%s\\n' '{"measurements":{"temperature":21.6}}' '{"measurements":{"temperature":null}}' | gzip | curl "$URL/api/telemetry/$DEVICE/batch" -H "X-API-Key: $KEY" -H 'content-type: application/x-ndjson' -H 'content-encoding: gzip' --data-binary @-`,
  },
  { what: 'the latest', line: `curl "$URL/api/telemetry/latest/$DEVICE" -H "X-API-Key: $KEY"` },
  { what: 'history, newest first', line: `curl "$URL/api/telemetry/$DEVICE?limit=3" -H "X-API-Key: $KEY"` },
  {
    what: 'all of it as a stream of lines (or text/csv)',
    line: `curl "$URL/api/telemetry/$DEVICE?keys=temperature" -H "X-API-Key: $KEY" -H 'accept: application/x-ndjson'`,
  },
  {
    what: 'averages and peaks an hour',
    line: `curl "$URL/api/telemetry/$DEVICE/aggregate?keys=temperature&interval=1h&agg=avg,max&from=$(date -u -d yesterday +%FT%TZ)" -H "X-API-Key: $KEY"`,
  },
  {
    what: 'events as they are stored, until Ctrl-C',
    line: `curl -N "$URL/api/telemetry/stream?device_id=$DEVICE" -H "X-API-Key: $KEY"`,
  },
  { what: 'how far behind it is', line: `curl "$URL/api/pipeline" -H "Authorization: Bearer $OPERATOR"` },
  { what: 'what could not be stored', line: `curl "$URL/api/dlq" -H "Authorization: Bearer $OPERATOR"` },
  {
    what: 'put it back into the topic',
    line: `curl -X POST "$URL/api/dlq/replay" -H "Authorization: Bearer $OPERATOR"`,
  },
  { what: 'what is up', line: 'curl "$URL/health/ready"' },
]
