import type { z } from 'zod';

const digits = 15;
const form = new RegExp(`^part-\\d{1,4}-\\d{${digits}}\\.ndjson\\.gz$`);

/** The file for the documents of a shard from a sequence number on: sorted by name, they are in that order. */
export function partName({ shard, from }: { shard: number; from: number }): string {
  return `part-${shard}-${String(from).padStart(digits, '0')}.ndjson.gz`;
}

/** Whether a file of that name was written by an export, complete or cut off. */
export function isPartName(name: string): boolean {
  return form.test(name.replace(/\.partial$/, ''));
}

/** A manifest may come from anybody: the file of a part must have the one name that the part's range gives it. */
export function checkedPart(
  part: { shard: number; from: number; to: number; file: string },
  context: z.RefinementCtx,
): void {
  if (part.file !== partName(part))
    context.addIssue({ code: 'custom', path: ['file'], message: `"${part.file}" is not the name of its part` });
  if (part.to < part.from) context.addIssue({ code: 'custom', path: ['to'], message: 'ends before it begins' });
}
