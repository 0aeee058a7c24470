import type { ContentChecksum } from '../seed/content-checksum';
import type { Elasticsearch } from '../../src/elasticsearch/elasticsearch';
import type { LogkeepClient } from '../../src/client/logkeep-client';
import type { Access } from '../servers/http';
import type { TemporalServer } from '../servers/start-temporal';

/** What a demo's steps hand on to each other. */
export interface Story {
  /** The world that its servers live in. */
  world: string;
  linesPerDay: number;
  temporal?: TemporalServer;
  /** The Elasticsearch with the logs. */
  server?: Access;
  /** A folder that it may write snapshots to, where the demo itself has to register it. */
  repositoryPath?: string;
  /** What the worker's logkeep.yaml says of the cluster. */
  section?: object;
  elasticsearch?: Elasticsearch;
  /** The worker's logkeep.yaml. */
  config?: string;
  client?: LogkeepClient;
  /** The lost day before the loss and after the restore. */
  before?: ContentChecksum;
  after?: ContentChecksum;
  /** The runs in the Temporal UI, by what they did. */
  links: Record<string, string>;
}

/** What an earlier step has left. A missing one is a fault of the demo itself. */
export function given<Key extends keyof Story>(story: Story, key: Key): NonNullable<Story[Key]> {
  const value = story[key];
  if (value === undefined) throw new Error(`The demo has no ${key} yet`);
  return value;
}

export const cluster = 'kubesphere';
export const repository = 'ks-log-snapshots';
export const lostDay = '2019-11-12';
export const lostIndex = 'ks-logstash-log-2019.11.12';
