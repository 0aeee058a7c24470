import type { CarriedAction, Options } from './curator-options';

/** What an option of an action means for logkeep; only those that say something else than logkeep does. */
export function optionRemarks(action: CarriedAction, options: Options): string[] {
  return [...general(options), ...(remarksOf[action]?.(options) ?? [])];
}

const remarksOf: Partial<Record<CarriedAction, (options: Options) => string[]>> = {
  snapshot: (options) => [
    ...when(
      options.include_global_state === false,
      'include_global_state: false is not carried over: logkeep takes the cluster state along, and never restores it',
    ),
    ...when(
      options.partial === true,
      'partial: true is not carried over: to logkeep a snapshot with a failed shard is no backup',
    ),
    ...when(
      options.ignore_unavailable === true,
      'ignore_unavailable: true is not carried over: a backup fails when one of its indices is missing',
    ),
    ...waiting(options),
  ],
  delete_snapshots: ({ retry_interval, retry_count }) =>
    when(
      retry_interval !== 120 || retry_count !== 3,
      'retry_interval and retry_count are not needed: logkeep waits for other snapshot operations by itself',
    ),
};

function general(options: Options): string[] {
  const known = ['include_datastreams', 'include_hidden', 'include_kibana', 'include_system'].filter(
    (key) => options[key] === true,
  );
  return [
    ...when(
      options.timeout_override !== null,
      'timeout_override is not needed: logkeep follows what it starts, however long it takes',
    ),
    ...when(
      options.continue_if_exception === true,
      'continue_if_exception is not carried over: in logkeep, nothing is deleted after a failed snapshot',
    ),
    ...when(
      'search_pattern' in options && options.search_pattern !== '*' && options.search_pattern !== '_all',
      `search_pattern ${String(options.search_pattern)} is not carried over: indices.pattern decides which indices there are`,
    ),
    ...when(known.length > 0, `${known.join(', ')} cannot be carried over: logkeep looks at daily indices only`),
  ];
}

function waiting(options: Options): string[] {
  return when(
    options.wait_for_completion === false || options.wait_interval !== 9 || options.max_wait !== -1,
    'wait_for_completion, wait_interval and max_wait are not needed: logkeep follows each snapshot to its end and verifies it',
  );
}

function when(condition: boolean, remark: string): string[] {
  return condition ? [remark] : [];
}
