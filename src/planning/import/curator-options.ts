import { didYouMean } from '../suggestion';

/** The actions that a section can be made of. */
export const carriedActions = ['snapshot', 'delete_snapshots', 'delete_indices', 'restore'] as const;
export type CarriedAction = (typeof carriedActions)[number];

/** All others of Curator 5 and 8: known, so that a slip can be told from them. */
export const otherActions = [
  ...['alias', 'allocation', 'close', 'cluster_routing', 'cold2frozen', 'create_index', 'forcemerge', 'freeze'],
  ...['index_settings', 'open', 'reindex', 'replicas', 'rollover', 'shrink', 'unfreeze'],
];

const everywhere = {
  allow_ilm_indices: false,
  continue_if_exception: false,
  disable_action: false,
  ignore_empty_list: false,
  include_datastreams: false,
  include_hidden: false,
  include_kibana: false,
  include_system: false,
  timeout_override: null,
};

const waiting = { wait_for_completion: true, wait_interval: 9, max_wait: -1, skip_repo_fs_check: null };

/** Every option of an action with Curator's default; null: none. */
const optionsOf: Record<CarriedAction, Record<string, unknown>> = {
  snapshot: {
    ...{ search_pattern: '*', repository: null, name: 'curator-%Y%m%d%H%M%S', ignore_unavailable: false },
    ...{ include_global_state: true, partial: false },
    ...waiting,
  },
  delete_snapshots: { repository: null, retry_interval: 120, retry_count: 3 },
  delete_indices: { search_pattern: '*' },
  restore: {
    ...{ repository: null, name: null, indices: null, ignore_unavailable: false, include_aliases: false },
    ...{ include_global_state: false, partial: false, rename_pattern: null, rename_replacement: null },
    ...{ extra_settings: null },
    ...waiting,
  },
};

export type Options = Record<string, unknown>;

/** The options with defaults filled in, as Curator reads them: an empty one has its default, texts may be true or false. */
export function completeOptions(action: CarriedAction, written: Options): { options: Options; problems: Problem[] } {
  const known = { ...everywhere, ...optionsOf[action] };
  const options: Options = { ...known };
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(written)) {
    if (!(key in known)) problems.push({ key, message: `unknown option${didYouMean(key, Object.keys(known))}` });
    else if (value != null && value !== 'None')
      options[key] = typeof known[key as keyof typeof known] === 'boolean' ? asBoolean(value) : value;
  }
  const needsRepository = 'repository' in known && typeof options.repository !== 'string';
  if (needsRepository) problems.push({ key: 'repository', message: 'is needed: the name of the repository' });
  return { options, problems };
}

interface Problem {
  key: string;
  message: string;
}

/** As voluptuous' Boolean, which Curator uses, reads texts; anything else stays as it is. */
export function asBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(1|true|yes|on|enable)$/i.test(value)) return true;
  return /^(0|false|no|off|disable)$/i.test(value) ? false : value;
}
