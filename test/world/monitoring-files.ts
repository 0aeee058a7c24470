import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = resolve(__dirname, '../../deploy/monitoring');

export const alertsFile = join(folder, 'alerts.yaml');

const alertsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.union([
          z.object({ alert: z.string(), expr: z.string() }),
          z.object({ record: z.string(), expr: z.string() }),
        ]),
      ),
    }),
  ),
});

/** The expressions of the alerts by name, and those of the recording rules. */
export function readAlerts(): { alerts: Record<string, string>; records: Record<string, string> } {
  const { groups } = alertsSchema.parse(parse(readFileSync(alertsFile, 'utf8')));
  const rules = groups.flatMap((group) => group.rules);
  return {
    alerts: Object.fromEntries(rules.flatMap((rule) => ('alert' in rule ? [[rule.alert, rule.expr]] : []))),
    records: Object.fromEntries(rules.flatMap((rule) => ('record' in rule ? [[rule.record, rule.expr]] : []))),
  };
}

const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

/** The expressions of the dashboard by the title of their panel, for all clusters. */
export function readDashboard(): Record<string, string> {
  const text = readFileSync(join(folder, 'grafana-dashboard.json'), 'utf8');
  const { panels } = dashboardSchema.parse(JSON.parse(text));
  return Object.fromEntries(
    panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr.replaceAll('$cluster', '.*')])),
  );
}

/** The names of the metrics in the table of docs/monitoring.md, sorted. */
export function documentedMetrics(): string[] {
  const text = readFileSync(resolve(__dirname, '../../docs/monitoring.md'), 'utf8');
  return [...text.matchAll(/^\| `(logkeep_\w+)/gm)].map(([, name = '']) => name).sort();
}
