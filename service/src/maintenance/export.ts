import { once } from 'node:events'
import type { Config } from '../config.ts'
import { checksum } from '../stores/postgres/checksum.ts'
import { openDatabase } from '../stores/postgres/database.ts'
import { epochMs } from '../stores/postgres/epoch.ts'
import type { Row } from '../stores/postgres/statement.ts'
import { startOfYesterday } from './partitions.ts'

const fetchRows = 10_000

/**
 * Prints every event since yesterday (UTC) to stdout, one JSON document each, through a cursor: memory stays constant. Of its
 * measurements a checksum stands for them all.
 */
export async function exportEvents(config: Config): Promise<void> {
  await using database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  const since = new Date(startOfYesterday(Date.now())).toISOString()
  await database.exclusively(async (connection) => {
    await connection.script(`BEGIN READ ONLY; DECLARE events NO SCROLL CURSOR FOR
      SELECT device.device_id, event_id, ${epochMs('event_time')}, ${epochMs('received_at')}, ${checksum('measurements')}
      FROM telemetry_event event JOIN device ON device.id = event.device_id WHERE event_time >= '${since}'`)
    for (;;) {
      const rows = await connection.query({ name: 'fetch', text: `FETCH ${fetchRows} FROM events` }, [])
      if (rows.length === 0) break
      if (!process.stdout.write(rows.map(line).join(''))) await once(process.stdout, 'drain')
    }
    await connection.script('COMMIT')
  })
}

function line([deviceId, eventId, eventTime, receivedAt, sum]: Row): string {
  return `{"deviceId":"${deviceId}","eventId":"${eventId}","eventTime":${eventTime},"receivedAt":${receivedAt},"checksum":"${sum}"}\n`
}
