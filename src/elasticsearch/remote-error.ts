import type { errors } from '@elastic/elasticsearch';
import { z } from 'zod';
import type { ErrorFacts } from './errors';

const causeSchema = z.object({
  type: z.string().optional(),
  reason: z.string().nullish(),
  caused_by: z.unknown().optional(),
});
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
  return { ...facts, ...readCause(body, body.root_cause?.[0]) };
}

/** The facts in an error that stands inside a successful answer (`failures` of 7.14 … 7.17). */
export function readNestedError(raw: unknown, request: string): ErrorFacts {
  const parsed = causeSchema.safeParse(raw);
  return { request, ...(parsed.success ? readCause(parsed.data, undefined) : {}) };
}

type Cause = z.output<typeof causeSchema>;

function readCause(body: Cause, root: Cause | undefined): Pick<ErrorFacts, 'type' | 'reason'> {
  // A request forwarded to the master is wrapped in a remote_transport_exception; the root cause has the real type.
  const isWrapper = body.type === undefined || /^(remote_transport_exception|exception)$/.test(body.type);
  const type = root !== undefined && isWrapper ? root.type : body.type;
  const reasons = [body.reason ?? root?.reason ?? '', ...innerReasons(body.caused_by)].filter(
    (reason) => reason !== '',
  );
  return {
    ...(type === undefined ? {} : { type }),
    ...(reasons.length === 0 ? {} : { reason: reasons.join(': ').slice(0, longestReason) }),
  };
}

/** With their types: the reason of an `access_denied_exception` is nothing but a path. */
function innerReasons(raw: unknown): string[] {
  const parsed = causeSchema.safeParse(raw);
  if (!parsed.success) return [];
  const { type, reason, caused_by: next } = parsed.data;
  const own = [type, reason].filter((part) => part != null && part !== '').join(': ');
  return [...(own === '' ? [] : [own]), ...innerReasons(next)];
}
