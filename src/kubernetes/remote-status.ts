import { z } from 'zod';
import { jsonOf } from './json-of';

const causeSchema = z.object({
  reason: z.string().optional(),
  message: z.string().optional(),
  field: z.string().optional(),
});

const statusSchema = z.object({
  kind: z.literal('Status').optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  details: z
    .object({ causes: z.array(causeSchema).nullish(), kind: z.string().optional(), name: z.string().optional() })
    .nullish(),
});

/** What the API server says in the body of a refusal. */
export interface RemoteStatus {
  reason?: string;
  message?: string;
  causes: readonly z.output<typeof causeSchema>[];
}

const longestMessage = 1_000;

/** Reads a Status object; anything else, such as the page of a proxy or `404 page not found`, is taken as the message. */
export function readStatus(body: string): RemoteStatus {
  const parsed = statusSchema.safeParse(jsonOf(body));
  if (!parsed.success) {
    const text = body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return { causes: [], ...(text === '' ? {} : { message: text.slice(0, longestMessage) }) };
  }
  const { reason, message, details } = parsed.data;
  return {
    causes: details?.causes ?? [],
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message: withoutRepetition(message).slice(0, longestMessage) }),
  };
}

/** Each part of the server that passes an error on says this once more. */
function withoutRepetition(message: string): string {
  return message.replace(/^(Internal error occurred: )+/, '');
}
