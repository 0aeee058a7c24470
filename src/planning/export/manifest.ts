import { z } from 'zod';
import { checkedPart } from './part-name';

/** The name of the file that says that an export is complete, and what it is. */
export const manifestName = 'manifest.json';

/** The name of the file that an unfinished export keeps its place in. */
export const stateName = 'unfinished.json';

/** The name of the file that says which process is writing. */
export const lockName = 'writing.lock';

const amount = z.int().min(0);
const sum = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

/** A run of sequence numbers of one shard, both ends included. */
const rangeSchema = z.object({ shard: amount, from: amount, to: amount });

export type Range = z.output<typeof rangeSchema>;

const partSchema = rangeSchema
  .extend({
    file: z.string().max(100),
    documents: amount,
    /** Of the lines, before they are compressed. */
    bytes: amount,
    compressedBytes: amount,
    /** Of the compressed file. */
    sha256: sum,
    /** Of the documents (`ContentSum`). */
    content: sum,
  })
  .superRefine(checkedPart);

/** One file of an export: the documents of a range. */
export type Part = z.output<typeof partSchema>;

const sourceSchema = z.object({
  /** As in logkeep.yaml. */
  cluster: z.string(),
  distribution: z.enum(['elasticsearch', 'opensearch']),
  version: z.string(),
  index: z.string().min(1).max(255),
  /** Of the index that was read; a temporary restore has another one each time. */
  uuid: z.string(),
  /** What it was restored from for the export. */
  snapshot: z.string().optional(),
});

export type ExportSource = z.output<typeof sourceSchema>;

/** What one shard held when the export began. Later writes get higher numbers. */
const shardSchema = z.object({ shard: amount, last: z.int().min(-1), documents: amount });

export type ShardExtent = z.output<typeof shardSchema>;

const plan = {
  format: z.literal('logkeep-export'),
  version: z.literal(1, { error: 'is of a newer logkeep: use that one' }),
  source: sourceSchema,
  /** ISO 8601. */
  startedAt: z.string(),
  shards: z.array(shardSchema).max(1024),
  parts: z.array(partSchema),
};

/** An export that is under way, as its file has it. */
export const stateSchema = z.object(plan);
export type ExportState = z.output<typeof stateSchema>;

/** A complete export. */
export const manifestSchema = z
  .object({
    ...plan,
    finishedAt: z.string(),
    /** What a person should know of the copy, one sentence each. */
    remarks: z.array(z.string()),
    /** The mapping type of its documents (Elasticsearch 6). */
    type: z.string().optional(),
    /** As the cluster had them; settings with flat names. */
    settings: z.record(z.string(), z.unknown()),
    mappings: z.record(z.string(), z.unknown()),
    aliases: z.record(z.string(), z.unknown()),
    documents: amount,
    bytes: amount,
    compressedBytes: amount,
    content: sum,
  })
  .superRefine(({ parts, documents, bytes }, context) => {
    const add = (key: 'documents' | 'bytes') => parts.reduce((total, part) => total + part[key], 0);
    if (add('documents') !== documents || add('bytes') !== bytes)
      context.addIssue({ code: 'custom', path: ['parts'], message: 'do not add up to the totals' });
    if (new Set(parts.map(({ file }) => file)).size < parts.length)
      context.addIssue({ code: 'custom', path: ['parts'], message: 'name a file twice' });
  });
export type Manifest = z.output<typeof manifestSchema>;

/** What is wrong with the value of a manifest or of a state, as one clause. */
export function manifestProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'it is malformed' : `${issue.path.join('.') || 'it'}: ${issue.message}`;
}

/** How many documents parts or shards have together. */
export function documentsOf(list: readonly Pick<Part, 'documents'>[]): number {
  return list.reduce((total, { documents }) => total + documents, 0);
}
