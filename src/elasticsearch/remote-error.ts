import type { errors } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { ErrorFacts } from './errors';

const causeSchema = z.object({ type: z.string().optional(), reason: z.string().nullish(), caused_by: z.unknown().optional() });
const bodySchema = z.object({
  error: z.union([z.string(), causeSchema.extend({ root_cause: z.array(causeSchema).optional() })]).optional(),
});

const longestReason = 1_000;

/** The facts in an error answer: the type that says most, and the reasons from the outermost to the innermost cause. */
export function readRemoteError(error: errors.ResponseError, request: string): ErrorFacts {
  const status = error.statusCode;
  const facts: ErrorFacts = { request, ...(status === undefined ? {} : { status }) };
  const parsed = bodySchema.safeParse(error.body);
  const body = parsed.success ? parsed.data.error : undefined;
  if (body === undefined) return facts;
  if (typeof body === 'string') return { ...facts, reason: body.slice(0, longestReason) };
  // A request forwarded to the master is wrapped in a remote_transport_exception; the root cause has the real type.
  const root = body.root_cause?.[0];
  const type = root !== undefined && (body.type === undefined || /^(remote_transport_exception|exception)$/.test(body.type)) ? root.type : body.type;
  const reasons = chain(body);
  if (reasons.length === 0 && root?.reason != null) reasons.push(root.reason);
  return {
    ...facts,
    ...(type === undefined ? {} : { type }),
    ...(reasons.length === 0 ? {} : { reason: reasons.join(': ').slice(0, longestReason) }),
  };
}

function chain(error: z.output<typeof causeSchema>): string[] {
  const next = causeSchema.safeParse(error.caused_by);
  const own = error.reason == null ? [] : [error.reason];
  return next.success ? [...own, ...chain(next.data).filter((reason) => !own.includes(reason))] : own;
}
