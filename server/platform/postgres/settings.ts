import { usableMemory } from '../memory.ts'

const MEGABYTE = 1024 ** 2

/** Written to statedesk.conf at every start. Nothing here is for the operator: that is local.conf beside it, which wins. */
export function settings(memory = usableMemory(), extra: Record<string, string> = {}): string {
  const sharedMegabytes = Math.max(32, Math.min(Math.floor(memory / 4 / MEGABYTE), 2048))
  const values = {
    max_connections: '100',
    shared_buffers: `${sharedMegabytes}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(memory / 2 / MEGABYTE))}MB`,
    maintenance_work_mem: `${Math.max(32, Math.min(Math.floor(sharedMegabytes / 4), 256))}MB`,
    work_mem: '8MB',
    huge_pages: 'try',
    jit: 'off',
    random_page_cost: '1.1',
    synchronous_commit: 'on',
    max_wal_size: '2GB',
    checkpoint_completion_target: '0.9',
    timezone: 'UTC',
    log_timezone: 'UTC',
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_vacuum_insert_scale_factor: '0.1',
    autovacuum_analyze_scale_factor: '0.02',
    autovacuum_vacuum_cost_limit: '1000',
    // Customers' words stand in statements, parameters, details and even in messages (invalid input: "..."): none of these may reach
    // the log. What a statement did wrong is the application's to report.
    log_min_messages: 'log',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_duration_statement: '-1',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_line_prefix: '%m [%p] ',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_file_mode: '0600',
    ...extra,
  }
  return Object.entries(values)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('')
}
