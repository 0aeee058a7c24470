import type { AccessOptions, Credentials } from './credentials';
import { lacksRight } from './error-mapping';
import { ApiServerUnavailable } from './errors';
import { sendHttp } from './http-request';
import { networkError, timedOut } from './network-error';
import { readStatus } from './remote-status';

export interface Exchange {
  /** Method and path, for messages. */
  request: string;
  /** Milliseconds for everything, the credentials included. */
  timeout: number;
  signal: AbortSignal | undefined;
}

type Attempt<T> = (options: AccessOptions, signal: AbortSignal) => Promise<T>;

/**
 * One exchange with the API server under one deadline. Only where the server has refused the account, and so has done
 * nothing, there may be a second attempt.
 * @throws KubernetesError when there is no answer; the reason of the signal when it is aborted.
 */
export async function exchange<T extends object>(
  credentials: Credentials,
  { request, timeout, signal }: Exchange,
  attempt: Attempt<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(timeout);
  const ended = AbortSignal.any(signal === undefined ? [deadline] : [signal, deadline]);
  const once = async () => attempt(await credentials.options(request, ended), ended);
  try {
    const answer = await once();
    return (await mayDiffer(answer, credentials, request, ended)) ? await once() : answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.aborted) throw timedOut(credentials.address, request, error);
    throw networkError(error, request, credentials.address);
  }
}

/** Whether a refusal may turn out otherwise now. */
async function mayDiffer(answer: object, credentials: Credentials, request: string, signal: AbortSignal) {
  if (!isRefusal(answer)) return false;
  if (answer.status === 401) {
    // The files may hold newer credentials.
    credentials.reload();
    return true;
  }
  const says = readStatus(answer.body).message ?? '';
  if (answer.status !== 403 || !lacksRight(says)) return false;
  await assertReady(credentials, request, says, signal);
  return true;
}

/**
 * An API server that has just started refuses everybody until it has read its roles (seen for some 50 ms on 1.34); it
 * knows that it is not ready, or refuses to tell even that. One that has no such address is older than 1.16.
 */
async function assertReady(credentials: Credentials, request: string, says: string, signal: AbortSignal) {
  const options = await credentials.options(request, signal);
  const { status } = await sendHttp(credentials.url('/readyz', []), { ...options, signal }, undefined);
  if (status === 200 || status === 404) return;
  const message = `The API server is not ready to tell who may do what (it says: ${says}); try again when it is`;
  throw new ApiServerUnavailable(message, { request, status: 403, message: says });
}

function isRefusal(answer: object): answer is { status: number; body: string } {
  return 'status' in answer && 'body' in answer;
}
