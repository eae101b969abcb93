import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Reading } from '@telemark/deployment'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { recordVersion } from './record.ts'
import { readingSchema } from './schema.ts'

/** Reads the JSON record at `path`. Throws an error that names the file and the first field that `schema` does not allow. */
export async function readRecord<T>(path: string, schema: TSchema): Promise<T> {
  const record = await readJson(path)
  if (typeof record !== 'object' || record === null || !('version' in record))
    throw new Error(
      `Cannot read ${path}: a record with a version is required, and it has none. Is it Telemark's? Move it away, or give another folder.`,
    )
  if (record.version !== recordVersion)
    throw new Error(
      `Cannot read ${path}: version ${recordVersion} is required, it has ${record.version}. Report it with the Telemark that wrote it.`,
    )
  const [error] = Compile(schema)
    .Errors(record)
    .toSorted((a, b) => b.instancePath.length - a.instancePath.length)
  if (error !== undefined)
    throw new Error(
      `Cannot read ${path}: ${error.instancePath === '' ? 'the record' : error.instancePath} ${error.message}. Restore the file, move it away, or run the comparison again.`,
    )
  return record as T
}

const reading = Compile(readingSchema)

/** Reads gzipped readings, one JSON a line. Throws an error that names the file. */
export async function readReadings(path: string): Promise<readonly Reading[]> {
  try {
    const text = (await promisify(gunzip)(await readFile(path))).toString('utf8')
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map(parseReading)
  } catch (cause) {
    throw unreadable(path, 'gzipped readings, one JSON a line, are required', cause)
  }
}

export function unreadable(path: string, required: string, cause: unknown): Error {
  return new Error(
    `Cannot read ${path}: ${required}; found: ${sayFound(cause)}. Restore the file, move it away, or give another folder.`,
    { cause },
  )
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw unreadable(path, 'a JSON record is required', cause)
  }
}

function parseReading(line: string): Reading {
  const value: unknown = JSON.parse(line)
  if (!reading.Check(value)) throw new TypeError(`${line.slice(0, 80)}, which is not a reading`)
  return value as Reading
}

function sayFound(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'nothing is there'
  return code === 'ENOTDIR' ? 'a file' : cause.message
}
