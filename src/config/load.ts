import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { drillTargetProblem } from './drill-section';
import { problemsOf, wording } from './issue';
import { notificationProblems, notificationsSchema, resolveNotifications } from './notification-section';
import type { NotificationSettings } from './notification-section';
import { ConfigError } from './problem';
import { clusterSchema, fileSchema } from './schema';
import { resolveCluster } from './settings';
import type { ClusterSettings } from './settings';
import { YamlSource } from './yaml-source';

/** logkeep.yaml with presets and defaults filled in. */
export interface Config {
  file: string;
  clusters: ClusterSettings[];
  notifications: NotificationSettings[];
  worker: z.output<typeof fileSchema>['worker'];
}

/**
 * Reads and checks a whole logkeep.yaml. Secrets are not read yet: the command needs none.
 * @throws ConfigError with every problem, each with line and column.
 */
export function loadConfig(file: string): Config {
  return parseConfig(readText(file), file);
}

/** As `loadConfig`, for text that is already at hand; `file` is for messages and for paths relative to its folder. */
export function parseConfig(text: string, file: string): Config {
  const source = YamlSource.parse(text, file);
  const result = fileSchema.safeParse(source.value, { error: wording });
  const problems = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, source));
  const names = rawClusters(source.value).map(([name]) => name);
  const clusters = rawClusters(source.value).flatMap(([name, raw]) => {
    const cluster = clusterSchema.safeParse(raw);
    // Its problems are among those of the file; the other clusters are still looked at.
    if (!cluster.success) return [];
    const target = cluster.data.drill?.into;
    const unknown = target === undefined ? undefined : drillTargetProblem(target, names);
    if (unknown !== undefined) problems.push(`${source.place(['clusters', name, 'drill', 'into'])}: ${unknown}`);
    const resolved = resolveCluster(name, cluster.data, dirname(resolve(file)));
    if (!Array.isArray(resolved)) return [resolved];
    problems.push(...resolved.map((problem) => `${source.place(['clusters', name])}: ${problem}`));
    return [];
  });
  const { data: notifications = [] } = notificationsSchema.safeParse(rawNotifications(source.value));
  problems.push(...notificationProblems(notifications, names, (path) => source.place(path)));
  if (!result.success || problems.length > 0) throw new ConfigError(file, problems);
  return {
    file,
    clusters,
    notifications: resolveNotifications(notifications, dirname(resolve(file))),
    worker: result.data.worker,
  };
}

function rawClusters(value: unknown): [string, unknown][] {
  const { clusters } = (value ?? {}) as { clusters?: unknown };
  return typeof clusters === 'object' && clusters !== null && !Array.isArray(clusters) ? Object.entries(clusters) : [];
}

function rawNotifications(value: unknown): unknown {
  return (value as { notifications?: unknown } | null)?.notifications;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === 'ENOENT'
        ? 'does not exist: create it, or name another with --config or LOGKEEP_CONFIG'
        : `cannot be read (${code ?? 'unknown error'})`;
    throw new ConfigError(file, [`it ${what}`]);
  }
}
