import type { FreshDatabase } from './fresh-database.ts'

/** Stores `count` events of `device`, a second apart, up to now: the wider `text`, the more they are. */
export async function storeRows(
  { value }: FreshDatabase,
  device: number,
  { count, textLength = 100 }: { readonly count: number; readonly textLength?: number },
): Promise<void> {
  await value(`INSERT INTO telemetry_event (device_id, event_time, event_id, received_at, measurements)
    SELECT ${device}, date_trunc('milliseconds', now()) - interval '1 second' * number, gen_random_uuid(), now(),
      jsonb_build_object('number', number, 'text', repeat('x', ${textLength}))
    FROM generate_series(1, ${count}) AS number`)
}
