import { z } from 'zod';
import type { AllocationRules, DiskRules, NodeFilter } from '../planning/disk-fit/room';
import { Watermark } from '../planning/disk-fit/watermark';
import type { EffectiveSettings } from './effective-settings';
import { readEffectiveSettings } from './effective-settings';
import type { Capabilities, Elasticsearch } from './elasticsearch';

const allocation = 'cluster.routing.allocation';
const kinds = ['require', 'include', 'exclude'] as const;
const enableSchema = z.enum(['all', 'primaries', 'new_primaries', 'none']).catch('all');

/** Where the cluster lets shards go, from the settings in effect. */
export async function getAllocationRules(elasticsearch: Elasticsearch): Promise<AllocationRules> {
  const settings = await readEffectiveSettings(elasticsearch);
  return {
    disk: diskRules(settings, await elasticsearch.capabilities()),
    enable: enableSchema.parse(settings.text(`${allocation}.enable`)),
    filters: kinds.flatMap((kind) => filtersOf(settings, kind)),
    awareness: settings.list(`${allocation}.awareness.attributes`).map((attribute) => ({
      attribute,
      forced: settings.list(`${allocation}.awareness.force.${attribute}.values`),
    })),
    shardsPerNode: settings.limit(`${allocation}.total_shards_per_node`),
    sameHostForbidden: settings.isTrue(`${allocation}.same_shard.host`),
    maxShardsPerNode: settings.limit('cluster.max_shards_per_node'),
  };
}

/** The part of them that is about disks. */
export async function getDiskRules(elasticsearch: Elasticsearch): Promise<DiskRules> {
  return diskRules(await readEffectiveSettings(elasticsearch), await elasticsearch.capabilities());
}

function diskRules(settings: EffectiveSettings, { watchesLoneDisk }: Capabilities): DiskRules {
  const disk = `${allocation}.disk`;
  const watermark = (name: string, usual: string) => {
    const setting = `${disk}.watermark.${name}`;
    return Watermark.parse(settings.text(setting) ?? usual, settings.text(`${setting}.max_headroom`));
  };
  return {
    enabled: settings.text(`${disk}.threshold_enabled`) !== 'false',
    // From 9.0 on there is no such setting any more.
    forLoneNode: watchesLoneDisk || settings.isTrue(`${disk}.watermark.enable_for_single_data_node`),
    low: watermark('low', '85%'),
    high: watermark('high', '90%'),
    flood: watermark('flood_stage', '95%'),
  };
}

function filtersOf(settings: EffectiveSettings, kind: NodeFilter['kind']): NodeFilter[] {
  return settings
    .below(`${allocation}.${kind}.`)
    .map(({ rest: attribute, name }) => ({ kind, attribute, values: settings.list(name) }))
    .filter(({ values, attribute }) => values.length > 0 && attribute !== '_tier');
}
