import { timingFormat } from '../balancer/timings.ts'

export interface HaproxyConfigurationOptions {
  readonly port: number
  readonly runtimeSocket: string
  /** Of UDP: gets a line for each witnessed request. */
  readonly timingsPort: number
}

/** What clients are told when no target can answer; they may try again. */
const problem = (status: number, title: string) => JSON.stringify({ type: 'about:blank', title, status })

/**
 * As an ALB: 60 s idle timeout, health checks on `/health`, no request is ever sent twice. The backend `app` is
 * empty; `roundrobin` is one of the algorithms that take servers at runtime. A request that carries `X-Witness` is timed; of all
 * others no line is even built.
 */
export function haproxyConfiguration({
  port,
  runtimeSocket,
  timingsPort,
}: HaproxyConfigurationOptions): string {
  return `global
  log stdout format raw local0 notice
  log 127.0.0.1:${timingsPort} format raw local1 info
  stats socket ${runtimeSocket} mode 600 level admin
  stats timeout 60s
  nbthread 1
  maxconn 8000
  no strict-limits

defaults
  mode http
  log global
  option http-keep-alive
  option abortonclose
  http-reuse always
  retries 0
  no option redispatch
  timeout http-request 10s
  timeout http-keep-alive 60s
  timeout client 60s
  timeout connect 2s
  timeout queue 5s
  timeout server 60s
  timeout check 2s
  http-error status 502 content-type application/problem+json string '${problem(502, 'The task closed the connection')}'
  http-error status 503 content-type application/problem+json string '${problem(503, 'No task is healthy')}' hdr Retry-After 1
  http-error status 504 content-type application/problem+json string '${problem(504, 'The task did not answer in time')}'

frontend public
  bind 127.0.0.1:${port}
  http-request set-var(txn.witness) req.hdr(x-witness)
  http-request set-log-level silent unless { var(txn.witness) -m found }
  http-request del-header x-witness
  log-format "${timingFormat}"
  default_backend app

backend app
  balance roundrobin
  option httpchk
  http-check send meth GET uri /health
  http-check expect status 200
`
}
