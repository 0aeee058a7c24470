import { readClusterSetting, setTransient } from './cluster-settings';
import type { SettingByScope } from './cluster-settings';
import type { Elasticsearch } from './elasticsearch';

/**
 * How many bytes a second a node may copy for all its recoveries: replicas, moves and, from 7.9 on, restores. Obeyed at
 * once by what is under way (seen on 7.17, 8.19, 9.2, OpenSearch 2.19 and 3.6).
 */
export const recoveryLimit = 'indices.recovery.max_bytes_per_sec';

export function readRecoveryLimit(elasticsearch: Elasticsearch): Promise<SettingByScope> {
  return readClusterSetting(elasticsearch, recoveryLimit);
}

/** @param value as Elasticsearch writes it (`20971520b`); null lets the persistent setting or the default hold again. */
export function setRecoveryLimit(elasticsearch: Elasticsearch, value: string | null): Promise<void> {
  return setTransient(elasticsearch, recoveryLimit, value);
}
