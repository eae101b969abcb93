/** One metric of the service. */
export interface Definition {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
  /** Which tasks have it; where a part is missing from an architecture, so is its metric. */
  readonly tasks: 'both' | 'api' | 'consumer'
}

/**
 * Every Prometheus metric of the service, named once; what `prom-client` tells of any process (`process_…`, `nodejs_…`) comes on top.
 * `doc/grafana/metrics.md` lists them for people.
 */
export const catalogue = {
  http_request_duration_seconds: {
    type: 'histogram',
    labels: ['method', 'route', 'status_code'],
    tasks: 'both',
    help: 'Time from the head of a request to the end of its answer; what no route serves has the route "unmatched"',
  },
  http_requests_in_flight: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'Requests that are not answered yet, without streams',
  },
  http_requests_aborted_total: {
    type: 'counter',
    labels: [],
    tasks: 'both',
    help: 'Requests whose client left before the answer was complete, without streams',
  },
  http_streams_open: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'Answers that last until the client leaves',
  },
  telemark_info: {
    type: 'gauge',
    labels: ['architecture', 'version'],
    tasks: 'both',
    help: 'Always 1: what runs here',
  },
  telemark_event_loop_delay_p99_seconds: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'p99 of the delay of the event loop since the last scrape',
  },
  telemark_event_loop_utilization_ratio: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'Share of the time since the last scrape that the event loop did not wait',
  },
  telemark_pool_connections: {
    type: 'gauge',
    labels: ['state'],
    tasks: 'both',
    help: 'Connections to PostgreSQL, idle or busy; one that is being made is busy',
  },
  telemark_pool_max_connections: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'Connections to PostgreSQL that this task may have',
  },
  telemark_pool_waiting_requests: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: 'Callers that wait for a connection',
  },
  telemark_statement_duration_seconds: {
    type: 'histogram',
    labels: ['statement'],
    tasks: 'both',
    help: 'Time of a statement on its connection, without the wait for one',
  },
  telemark_store_batch_events: {
    type: 'histogram',
    labels: [],
    tasks: 'both',
    help: 'Events that one statement was given to store',
  },
  telemark_store_events_total: {
    type: 'counter',
    labels: ['outcome'],
    tasks: 'both',
    help: 'Events by what PostgreSQL did with them: stored, duplicate, rejected',
  },
  telemark_pending_events: {
    type: 'gauge',
    labels: [],
    tasks: 'api',
    help: 'Events that wait for a batch or are on their way in one',
  },
  telemark_pending_max_events: {
    type: 'gauge',
    labels: [],
    tasks: 'api',
    help: 'Events that may wait; the next one is refused',
  },
  telemark_refused_events_total: {
    type: 'counter',
    labels: [],
    tasks: 'api',
    help: 'Events that were refused because too many waited',
  },
  telemark_kafka_send_duration_seconds: {
    type: 'histogram',
    labels: [],
    tasks: 'api',
    help: 'Time until every in-sync replica has what one send carried',
  },
  telemark_kafka_send_batch_events: {
    type: 'histogram',
    labels: [],
    tasks: 'api',
    help: 'Events in one send',
  },
  telemark_kafka_send_failures_total: {
    type: 'counter',
    labels: [],
    tasks: 'api',
    help: 'Sends that Kafka did not take',
  },
  telemark_cache_reads_total: {
    type: 'counter',
    labels: ['use'],
    tasks: 'api',
    help: 'Reads of the latest event of a device by what the cache did: hit, miss, bypass',
  },
  telemark_redis_circuit_open: {
    type: 'gauge',
    labels: [],
    tasks: 'both',
    help: '1 while Redis does not answer and is not asked',
  },
  telemark_consumed_events_total: {
    type: 'counter',
    labels: [],
    tasks: 'consumer',
    help: 'Events taken from Kafka and stored or set aside',
  },
  telemark_dead_letters_total: {
    type: 'counter',
    labels: [],
    tasks: 'consumer',
    help: 'Messages that can never be stored and were set aside in the dead-letter topic',
  },
  telemark_consumer_lag_events: {
    type: 'gauge',
    labels: [],
    tasks: 'consumer',
    help: 'Events enqueued and not stored yet, whichever task will store them',
  },
  telemark_consumer_lag_seconds: {
    type: 'gauge',
    labels: [],
    tasks: 'consumer',
    help: 'Age of the oldest of those in the hands of this task',
  },
} as const satisfies Record<string, Definition>

export type MetricName = keyof typeof catalogue
