import { isSeq } from 'yaml';
import type { Scalar, YAMLSeq } from 'yaml';
import { ManifestProblem } from './manifest-problem';
import { withFolder, withoutFolder } from './path-repo-edit';
import { readSettings } from './path-repo-setting';
import { insertLineAt } from './text-edit';
import type { Span } from './text-edit';

/**
 * The folders that `path.repo` allows, as Elasticsearch reads them: a list, or one text with commas between them.
 * @param text an elasticsearch.yml. `${…}` is left as it stands.
 * @throws ManifestProblem when the text is not a valid elasticsearch.yml.
 */
export function pathRepoOf(text: string): string[] {
  const { setting } = readSettings(text);
  return setting === undefined ? [] : foldersOf(setting.value).filter((folder) => folder !== '');
}

/**
 * An elasticsearch.yml with a folder added to `path.repo`; the same text when it is there. Only the value changes: comments,
 * order, quotes, line breaks and the missing one at the end stay, so that {@link removePathRepo} gives back the same bytes.
 * @throws ManifestProblem when the text is not a valid elasticsearch.yml, or the folder cannot be added safely.
 */
export function addPathRepo(text: string, folder: string): string {
  requirePlain(folder);
  const { setting, end } = readSettings(text);
  if (setting === undefined) return checked(text, insertLineAt(text, end, `path.repo: ${folder}`), [folder]);
  const folders = foldersOf(setting.value);
  if (folders.some((other) => isSame(other, folder))) return text;
  requireNoGaps(folders, text, setting.span);
  return checked(text, withFolder(text, setting, folder), [...folders, folder]);
}

/**
 * An elasticsearch.yml without a folder in `path.repo`; without the setting when it was its only folder.
 * @throws ManifestProblem when the text is not a valid elasticsearch.yml.
 */
export function removePathRepo(text: string, folder: string): string {
  const { setting } = readSettings(text);
  if (setting === undefined) return text;
  const folders = foldersOf(setting.value);
  const at = folders.findIndex((other) => isSame(other, folder));
  if (at === -1) return text;
  const without = checked(text, withoutFolder(text, setting, at), folders.toSpliced(at, 1));
  // It may have been written twice.
  return removePathRepo(without, folder);
}

function foldersOf(value: Scalar | YAMLSeq): string[] {
  if (isSeq(value)) return value.items.map((item) => textOf(item as Scalar));
  return textOf(value)
    .split(',')
    .map((folder) => folder.trim());
}

function textOf({ value, source }: Scalar): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : (source ?? '');
}

function isSame(one: string, other: string): boolean {
  return one.replace(/(?<=.)\/+$/, '') === other.replace(/(?<=.)\/+$/, '');
}

/** What needs quotes nowhere in YAML, is one entry between commas and no `${…}`. */
function requirePlain(folder: string): void {
  if (/^\/[\w.@%+=~/-]*$/.test(folder)) return;
  const why = 'must be an absolute path of letters, digits and / . _ - only';
  throw new ManifestProblem(`${folder} cannot be added to path.repo: a folder there ${why}`);
}

/** An empty entry is the folder that Elasticsearch runs in: with a second entry it would be opened for snapshots. */
function requireNoGaps(folders: readonly string[], text: string, { start }: Span): void {
  if (folders.every((folder) => folder !== '' && !/^\$\{[^}]*:\}$/.test(folder))) return;
  const line = text.slice(0, start).split('\n').length;
  throw new ManifestProblem(
    `path.repo in line ${line} of elasticsearch.yml has an entry that is or may be empty: give it a folder, or remove it`,
  );
}

/** Nothing leaves here unless it says what was meant, and the rest of the settings is what it was. */
function checked(before: string, after: string, folders: readonly string[]): string {
  const wanted = folders.filter((folder) => folder !== '');
  if (saysOnly(after, wanted, otherSettings(before))) return after;
  const byHand = JSON.stringify(wanted);
  throw new ManifestProblem(
    `path.repo cannot be edited in elasticsearch.yml without touching other settings: set it by hand to ${byHand}`,
  );
}

function saysOnly(text: string, folders: readonly string[], others: string): boolean {
  try {
    return JSON.stringify(pathRepoOf(text)) === JSON.stringify(folders) && otherSettings(text) === others;
  } catch {
    return false;
  }
}

function otherSettings(text: string): string {
  const { values } = readSettings(text);
  return JSON.stringify({ ...values, 'path.repo': undefined });
}
