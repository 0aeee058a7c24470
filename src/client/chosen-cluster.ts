import type { Config } from '../config/load';
import { didYouMean } from '../planning/suggestion';
import { CommandError, exitCode } from './exit-code';

/**
 * The cluster that was named, or the only one of the file.
 * @throws CommandError (usage) when there is no such cluster, or none was named and there are several.
 */
export function chosenCluster({ file, clusters }: Config, named: string | undefined): string {
  const names = clusters.map(({ name }) => name);
  const [only] = names;
  if (named === undefined && names.length === 1 && only !== undefined) return only;
  if (named === undefined) throw new CommandError(`Name a cluster: ${file} has ${names.join(', ')}`, exitCode.usage);
  if (names.includes(named)) return named;
  throw new CommandError(
    `${file} has no cluster "${named}"${didYouMean(named, names) || ` (it has ${names.join(', ')})`}`,
    exitCode.usage,
  );
}
