import { checkContainer, chownContainer, volumeName, withoutSlash } from './backup-volume';
import type { Additions } from './backup-volume';
import type { Container } from './manifest';

/**
 * Gives the volume and the cluster's folder to Elasticsearch's user; nothing below them, which would take hours in a
 * large repository. It always succeeds: a squashed root may not chown, and logs matter more than their backup.
 */
const chownScript = `mount=$1 folder=$2 user=$3
mkdir -p "$mount/$folder"
chown "$user" "$mount" "$mount/$folder"
exit 0
`;

/**
 * Writes a file and removes it again, for a few seconds, because a fresh export may lag. It never fails the pod: a node
 * without a writable backup volume still takes logs, and the registration of the repository names that node. What it
 * found stands in the pod's log and in the container's termination message.
 */
const checkScript = `mount=$1 folder=$2 attempts=5
while :; do
  place=$mount/$folder
  [ -d "$place" ] || place=$mount
  file=$place/.logkeep-check-$HOSTNAME
  if (: > "$file") 2> /dev/null && rm -f "$file"; then exit 0; fi
  attempts=$((attempts - 1))
  [ "$attempts" -gt 0 ] || break
  sleep 2
done
sentence="the backup volume is not writable at $place for user $(id -u): this node can take no snapshot until it is"
echo "$sentence" >&2
echo "$sentence" > /dev/termination-log
exit 0
`;

/** The init containers that logkeep adds to a pod of Elasticsearch, in their order. */
export function checkContainers(additions: Additions, user: number): Container[] {
  const asRoot = { runAsUser: 0, runAsNonRoot: false, allowPrivilegeEscalation: false };
  const capabilities = { drop: ['ALL'] };
  const asUser = { runAsUser: user, runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities };
  const check = initContainer(checkContainer, checkScript, additions, user, asUser);
  return additions.chown ? [initContainer(chownContainer, chownScript, additions, user, asRoot), check] : [check];
}

/** Values go in as arguments, so that no path can change what the script does. */
function initContainer(
  name: string,
  script: string,
  additions: Additions,
  user: number,
  securityContext: object,
): Container {
  const { image, folder } = additions;
  const mountPath = withoutSlash(additions.mountPath);
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['/bin/sh', '-c', script, name, mountPath, folder, String(user)],
    securityContext,
    // The same for both, so that a pod of class Guaranteed stays one.
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '50m', memory: '64Mi' } },
    volumeMounts: [{ name: volumeName, mountPath }],
  };
}
