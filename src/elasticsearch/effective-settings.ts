import { z } from 'zod';
import type { Elasticsearch } from './elasticsearch';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Lists come back as lists where they were set as such. */
const valueSchema = z.union([scalar, z.array(scalar).transform((list) => list.join(','))]).nullish();
const flatSchema = z.record(z.string(), valueSchema.catch(undefined)).default({});
const settingsSchema = z.object({ transient: flatSchema, persistent: flatSchema, defaults: flatSchema });

/** The cluster's settings as they are in effect, by flat name. Defaults hold the elasticsearch.yml of the node that answers. */
export class EffectiveSettings {
  constructor(private readonly values: Readonly<Record<string, string | null | undefined>>) {}

  /** Undefined for a setting that this server does not have, or that is unset and has no default. */
  text(name: string): string | undefined {
    return this.values[name] ?? undefined;
  }

  /** What a comma list or a list names. */
  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }

  /** A number that is a limit; null for one that does not limit (-1) or is not there. */
  limit(name: string): number | null {
    const value = Number(this.text(name) ?? -1);
    return Number.isFinite(value) && value >= 0 ? value : null;
  }

  isTrue(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** The settings whose names begin so, with the rest of their names. */
  below(prefix: string): { rest: string; name: string }[] {
    return Object.keys(this.values)
      .filter((name) => name.startsWith(prefix))
      .sort()
      .map((name) => ({ rest: name.slice(prefix.length), name }));
  }
}

/** The settings of `cluster.*` in effect: transient before persistent before what the nodes have. */
export async function readEffectiveSettings(elasticsearch: Elasticsearch): Promise<EffectiveSettings> {
  const query = { flat_settings: true, include_defaults: true, filter_path: '*.cluster*' };
  const request = { method: 'GET', path: '/_cluster/settings', query } as const;
  const { defaults, persistent, transient } = await elasticsearch.send(request, settingsSchema);
  return new EffectiveSettings({ ...defaults, ...persistent, ...transient });
}
