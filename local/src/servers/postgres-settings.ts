export interface PostgresSettingsOptions {
  readonly port: number
  readonly memoryBytes: number
  /** A quarter of the memory where left out. */
  readonly buffersBytes?: number
  readonly socketFolder: string
}

/** What differs from PostgreSQL's defaults: as RDS sets it, or as measuring on one machine needs it. */
export function postgresSettings(
  options: PostgresSettingsOptions,
): Readonly<Record<string, string | number>> {
  const { port, memoryBytes, socketFolder, buffersBytes = memoryBytes / 4 } = options
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: socketFolder,
    max_connections: 100,
    // RDS: a quarter of the memory, half of it expected as cache in all.
    shared_buffers: megabytes(buffersBytes),
    effective_cache_size: megabytes(memoryBytes / 2),
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    max_wal_size: '2GB',
    wal_compression: 'on',
    shared_preload_libraries: 'pg_stat_statements',
    track_io_timing: 'on',
    track_wal_io_timing: 'on',
    // In the data folder, not in /dev/shm: what a killed server leaves goes with the folder.
    dynamic_shared_memory_type: 'mmap',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(16, Math.floor(bytes / 1024 / 1024))}MB`
}
