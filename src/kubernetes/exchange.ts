import type { AccessOptions, Credentials } from './credentials';
import { networkError, timedOut } from './network-error';

export interface Exchange {
  /** Method and path, for messages. */
  request: string;
  /** Milliseconds for everything, the credentials included. */
  timeout: number;
  signal: AbortSignal | undefined;
}

type Attempt<T> = (options: AccessOptions, signal: AbortSignal) => Promise<T>;

/**
 * One exchange with the API server under one deadline. When the server does not know the credentials, it has done
 * nothing, and the files may hold newer ones: then once more with these.
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
    if (!('status' in answer && answer.status === 401)) return answer;
    credentials.reload();
    return await once();
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.aborted) throw timedOut(credentials.address, request, error);
    throw networkError(error, request, credentials.address);
  }
}
