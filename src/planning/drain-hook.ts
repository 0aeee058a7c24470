import type { ConfigMap, Container, Pod } from './manifest';

/**
 * The command of a pre-stop hook that drains its node, or null when there is none. KubeSphere's moves all shards off the
 * node before it stops, which with two data nodes can never end; a restart does not want that. Other hooks are left to
 * do what they are for.
 * @param files the ConfigMap whose keys are mounted as files, a drain's script among them.
 */
export function drainHook(container: Container | undefined, files: ConfigMap['data'] = {}): string[] | null {
  const command = container?.lifecycle?.preStop?.exec?.command;
  if (container === undefined || command === undefined) return null;
  const scripts = command.map((part) => files[keyMountedAt(part, container) ?? ''] ?? '');
  return [...command, ...scripts].some(drainsNode) ? command : null;
}

/** How long a pod's drain can last, in milliseconds: with its grace period Kubernetes ends the pod, if its node is there. */
export function longestDrain({ spec: { terminationGracePeriodSeconds: grace = 30 } }: Pod): number {
  return (grace + 30) * 1_000;
}

/** Which key of a ConfigMap a container sees as this file. */
function keyMountedAt(path: string, { volumeMounts = [] }: Container): string | undefined {
  return volumeMounts.find(({ mountPath }) => mountPath === path)?.subPath;
}

/** A drain excludes its node from allocation. */
function drainsNode(script: string): boolean {
  return script.includes('cluster.routing.allocation.exclude');
}

/**
 * A shell command that ends the process that runs the hook, and nothing else; it says how many it has ended. Only
 * what every image has: a shell, tr, kill and /proc.
 */
export function endHookCommand(hook: readonly string[]): string[] {
  const wanted = quoted(hook.join(' '));
  return [
    '/bin/sh',
    '-c',
    `ended=0; for entry in /proc/[0-9]*; do pid=\${entry#/proc/}; [ "$pid" = "$$" ] && continue; line=$(tr '\\0' ' ' 2>/dev/null < "$entry/cmdline"); [ "$line" = ${wanted}' ' ] || continue; kill -KILL "$pid" && ended=$((ended + 1)); done; echo "$ended"`,
  ];
}

/**
 * A shell command that asks Elasticsearch or OpenSearch in its container to end (SIGTERM), wherever in the process tree
 * it is; it says how many it has asked. Only a java process counts: this shell, too, has the same words in its
 * arguments. From 8.0 on the class stands behind its module and a slash.
 */
export function endServerCommand(): string[] {
  return [
    '/bin/sh',
    '-c',
    `ended=0; for entry in /proc/[0-9]*; do line=$(tr '\\0' ' ' 2>/dev/null < "$entry/cmdline"); case "\${line%% *}" in java|*/java) ;; *) continue;; esac; case "$line" in *' org.elasticsearch.bootstrap.Elasticsearch '*|*' org.elasticsearch.server/'*|*' org.opensearch.bootstrap.OpenSearch '*) kill -TERM "\${entry#/proc/}" && ended=$((ended + 1));; esac; done; echo "$ended"`,
  ];
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
