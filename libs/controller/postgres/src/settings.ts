/** How the embedded server is tuned: small memory and few writes for a Raspberry Pi with an SD card, and never at the cost of safety. */

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

const SETTINGS: readonly Setting[] = [
  { name: 'listen_addresses', value: '', reason: 'no TCP: only the controller beside it talks to it' },
  { name: 'unix_socket_permissions', value: '0700', reason: 'nobody but its own user, and root, can even connect' },
  { name: 'password_encryption', value: 'scram-sha-256', reason: 'the stored verifier does not let anyone log in' },
  { name: 'max_connections', value: '40', reason: 'two controllers use at most 2 × 12; each slot costs shared memory' },
  { name: 'superuser_reserved_connections', value: '3', reason: 'a person can look in even when the pools are full' },
  { name: 'shared_buffers', value: '24MB', reason: 'the rows of thousands of VMs fit; the kernel caches the rest' },
  { name: 'work_mem', value: '2MB', reason: 'a page of 1000 rows sorts in memory; up to 40 connections may use it at once' },
  { name: 'maintenance_work_mem', value: '16MB', reason: 'vacuum of small tables needs no more' },
  { name: 'autovacuum_max_workers', value: '1', reason: 'one process instead of three' },
  { name: 'max_worker_processes', value: '2', reason: 'no parallel queries on rows this few' },
  { name: 'max_parallel_workers_per_gather', value: '0', reason: 'as above' },
  { name: 'io_method', value: 'sync', reason: 'saves the three I/O worker processes; the working set is in memory' },
  { name: 'jit', value: 'off', reason: 'queries take a millisecond; compiling takes fifty' },
  { name: 'wal_level', value: 'minimal', reason: 'no replica reads the log: less is written' },
  { name: 'max_wal_senders', value: '0', reason: 'as above' },
  { name: 'max_wal_size', value: '128MB', reason: 'bounds disk use and the time of recovery' },
  { name: 'min_wal_size', value: '16MB', reason: 'log files are reused instead of made anew' },
  { name: 'wal_compression', value: 'on', reason: 'full pages shrink by half: less wear of an SD card' },
  { name: 'checkpoint_timeout', value: '15min', reason: 'fewer full pages in the log: less wear; recovery stays within seconds' },
  { name: 'fsync', value: 'on', reason: 'what was promised survives a power cut' },
  { name: 'synchronous_commit', value: 'on', reason: 'as above' },
  { name: 'full_page_writes', value: 'on', reason: 'as above' },
  { name: 'idle_in_transaction_session_timeout', value: '60s', reason: 'a controller that hangs must not hold locks for ever' },
  { name: 'log_min_messages', value: 'warning', reason: 'what needs attention goes to the controller’s log' },
  { name: 'log_min_error_statement', value: 'panic', reason: 'statements may hold password hashes' },
  { name: 'log_checkpoints', value: 'off', reason: 'nobody reads it' },
  { name: 'logging_collector', value: 'off', reason: 'its log goes through the controller’s' },
  { name: 'log_line_prefix', value: '', reason: 'the controller’s log stamps each line' },
  { name: 'timezone', value: 'UTC', reason: 'times are shown in UTC everywhere' },
  { name: 'log_timezone', value: 'UTC', reason: 'as above' },
];

/** The server's arguments. Given at every start, so that a newer RapidVM's settings hold for an older data directory. */
export function settingArguments(socketDirectory: string): readonly string[] {
  const all = [...SETTINGS, { name: 'unix_socket_directories', value: socketDirectory }];
  return all.flatMap(({ name, value }) => ['-c', `${name}=${value}`]);
}
