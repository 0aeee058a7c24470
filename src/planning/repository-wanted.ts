import { definitionOf } from './repository-definition';
import type { RepositoryDefinition, RepositorySettings } from './repository-definition';

/** The settings that say where in its storage a repository lies, of all types. */
const places = ['location', 'base_path', 'path'];

/**
 * What ought to be registered, given what is: where logkeep.yaml names no place, one that somebody has chosen stays, as
 * another one would hide the snapshots that are there. Only a place outside of the backup volume that cannot be used
 * gives way to the default.
 * @param isUsable whether every node could use the registered one.
 * @throws RepositoryProblem.
 */
export function wantedDefinition(
  settings: RepositorySettings,
  cluster: string,
  registered: RepositoryDefinition | null,
  isUsable: boolean,
): RepositoryDefinition {
  const wanted = definitionOf(settings, cluster);
  if (registered === null || registered.type !== wanted.type || namesPlace(settings)) return wanted;
  if (!isUsable && !mayLieInVolume(registered, settings)) return wanted;
  const chosen = places.flatMap((key) =>
    registered.settings[key] === undefined ? [] : [[key, registered.settings[key]]],
  );
  const others = Object.entries(wanted.settings).filter(([key]) => !places.includes(key));
  return { type: wanted.type, settings: Object.fromEntries([...others, ...chosen]) as Record<string, string> };
}

function namesPlace({ location, settings }: RepositorySettings): boolean {
  return location !== undefined || places.some((key) => settings[key] !== undefined);
}

/** A relative location is in the first folder of path.repo: which one that was cannot be told when path.repo is gone. */
function mayLieInVolume({ settings }: RepositoryDefinition, { mountPath }: RepositorySettings): boolean {
  const location = settings['location'];
  if (location === undefined) return false;
  const mount = mountPath.replace(/\/+$/, '');
  return !location.startsWith('/') || `${location}/`.startsWith(`${mount}/`);
}
