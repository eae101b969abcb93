/**
 * SQL: the MD5 of `measurements` as canonical JSON (RFC 8785, of what may be measured: names in the order of their bytes, no
 * spaces), in hexadecimal digits. Numbers are told without zeros at their end, so that 15.0 and 15 are the same.
 */
export function checksum(measurements: string): string {
  return `(SELECT md5('{' || string_agg(to_json(key)::text || ':' || CASE jsonb_typeof(value)
        WHEN 'number' THEN trim_scale(value::numeric)::text ELSE value::text END, ',' ORDER BY key COLLATE "C") || '}')
      FROM jsonb_each(${measurements}))`
}
