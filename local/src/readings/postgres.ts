import { Client } from 'pg'
import { type Sampler, single } from './sampler.ts'

/** One round trip, statistics views only: below 1 ms of PostgreSQL's CPU. Monitoring's own connection does not count. */
const statement = `
  select a.*, d.*, i.*, t.*, c.*, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "walBytes"
  from
    (select count(*)::int as connections,
            (count(*) filter (where state = 'active'))::int as "activeConnections",
            (count(*) filter (where state = 'active' and wait_event is not null))::int as "waitingConnections"
     from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid()) a,
    (select (xact_commit + xact_rollback)::float8 as transactions,
            blks_hit::float8 as "blocksHit", blks_read::float8 as "blocksRead"
     from pg_stat_database
     where datname = current_database()) d,
    (select coalesce(sum(reads), 0)::float8 as "readOperations",
            coalesce(sum(writes), 0)::float8 + coalesce(sum(extends), 0)::float8 as "writeOperations",
            coalesce(sum(fsyncs), 0)::float8 as "fsyncOperations"
     from pg_stat_io) i,
    (select coalesce(sum(n_tup_upd), 0)::float8 as "rowsUpdated",
            coalesce(sum(n_tup_hot_upd), 0)::float8 as "rowsUpdatedHeapOnly"
     from pg_stat_user_tables) t,
    (select num_done::float8 as checkpoints from pg_stat_checkpointer) c`

/** Looks at every file of every table: 1.1 ms for 43 of them, which is too much for every second. */
const sizeStatement = `
  select coalesce(sum(pg_total_relation_size(relid)), 0)::float8 as "tableBytes" from pg_stat_user_tables`
const sizeEveryMs = 5000

/** PostgreSQL's own statistics over one connection, opened again after it was lost. */
export function postgresSampler(url: string): Sampler & AsyncDisposable {
  let connection: Promise<Client> | undefined
  let sizeDueAt = 0
  const size = async (client: Client) => {
    if (performance.now() < sizeDueAt) return {}
    sizeDueAt = performance.now() + sizeEveryMs
    const { rows } = await client.query({ name: 'sizes', text: sizeStatement })
    return rows[0]
  }
  const forget = () => {
    connection = undefined
  }
  return {
    component: 'postgres',
    sample: async () => {
      connection ??= connect(url, forget)
      const client = await connection
      const { rows } = await client.query({ name: 'readings', text: statement })
      return single({ ...rows[0], ...(await size(client)) })
    },
    [Symbol.asyncDispose]: async () => {
      const client = await connection?.catch(() => undefined)
      await client?.end()
    },
  }
}

async function connect(url: string, onLost: () => void): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'telemark readings' })
  client.on('error', onLost)
  client.on('end', onLost)
  try {
    await client.connect()
    return client
  } catch (error) {
    onLost()
    throw error
  }
}
