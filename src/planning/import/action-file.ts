import { didYouMean } from '../suggestion';
import { carriedActions, completeOptions, otherActions } from './curator-options';
import type { CarriedAction, Options } from './curator-options';
import { NotImportable } from './imported';

/** One action of a Curator file, in the order in which Curator runs them. */
export interface CuratorAction {
  id: string;
  /** One that a section can be made of, or null with its `name`. */
  action: CarriedAction | null;
  name: string;
  options: Options;
  filters: unknown[];
  disabled: boolean;
}

type Problems = { path: PropertyKey[]; message: string }[];

/**
 * The actions of an action file.
 * @throws NotImportable with every problem, when it is none.
 */
export function readActionFile(value: unknown): CuratorAction[] {
  if (!isMapping(value) || !isMapping(value.actions)) {
    const message = 'must be a Curator action file: a mapping with "actions:", whose keys are numbers';
    throw new NotImportable([{ path: isMapping(value) && 'actions' in value ? ['actions'] : [], message }]);
  }
  const problems: Problems = [];
  const actions = Object.entries(value.actions)
    .sort(([a], [b]) => (isWhole(a) && isWhole(b) ? Number(a) - Number(b) : a < b ? -1 : 1))
    .map(([id, action]) => readAction(id, action, problems));
  if (actions.length === 0) problems.push({ path: ['actions'], message: 'must list at least one action' });
  if (problems.length > 0) throw new NotImportable(problems);
  return actions;
}

function readAction(id: string, written: unknown, problems: Problems): CuratorAction {
  const path = ['actions', id];
  const { action: name, options, filters } = isMapping(written) ? written : {};
  const known = [...carriedActions, ...otherActions];
  const report = (key: string, message: string) => problems.push({ path: [...path, key], message });
  if (!isMapping(written)) problems.push({ path, message: 'must be a mapping with "action:"' });
  else if (typeof name !== 'string') report('action', 'is needed: what Curator is to do');
  else if (!known.includes(name)) report('action', `"${name}" is no action of Curator${didYouMean(name, known)}`);
  if (options != null && !isMapping(options)) report('options', 'must be a mapping (key: value)');
  if (filters != null && !Array.isArray(filters)) report('filters', 'must be a list');
  const action = carriedActions.find((each) => each === name) ?? null;
  const complete = completed(action, isMapping(options) ? options : {});
  for (const { key, message } of complete.problems) problems.push({ path: [...path, 'options', key], message });
  return {
    ...{ id, action, name: String(name), options: complete.options },
    filters: Array.isArray(filters) ? filters : [{ filtertype: 'none' }],
    disabled: complete.options.disable_action === true,
  };
}

function completed(action: CarriedAction | null, options: Options): ReturnType<typeof completeOptions> {
  return action === null ? { options, problems: [] } : completeOptions(action, options);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text);
}
