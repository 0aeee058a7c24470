import type { Manifest, StatefulSet } from './manifest';
import type { AccessRight } from './required-rights';

/** Marks what exists only while a stand-in does its duty. */
export const standInLabel = 'logkeep/stand-in';

/** The pod that stands in for the single pod of a StatefulSet: its second one. */
export function standInPod(statefulSet: string): string {
  return `${statefulSet}-1`;
}

/** Whether a StatefulSet was scaled up for a stand-in, now or by a run that was interrupted. */
export function isStandInThere({ metadata }: StatefulSet): boolean {
  return metadata.annotations?.[standInLabel] === 'true';
}

/** The names of the claims that a stand-in gets from its StatefulSet's templates. */
export function standInClaims({ metadata, spec }: StatefulSet): string[] {
  return (spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${standInPod(metadata.name)}`);
}

/** What has to be allowed with the claims of a stand-in. */
export function standInRights(statefulSet: StatefulSet): AccessRight[] {
  return standInClaims(statefulSet).flatMap((name) =>
    ['get', 'patch', 'delete'].map((verb) => ({ verb, group: '', resource: 'persistentvolumeclaims', name })),
  );
}

/** Whether a claim was made for a stand-in by logkeep, so that its data are nobody's. */
export function isStandInClaim({ metadata }: Manifest): boolean {
  return metadata.labels?.[standInLabel] === 'true';
}
