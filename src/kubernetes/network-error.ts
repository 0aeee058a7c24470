import * as kinds from './errors';
import { KubernetesError } from './errors';

/** Turns what the network or the credentials' source threw into the class that says what it means. */
export function networkError(error: unknown, request: string, address: string): KubernetesError {
  if (error instanceof KubernetesError) return error;
  const facts = { request };
  const reason = reasonOf(error);
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/ALERT/.test(code)) {
    const message = `The API server at ${address} does not accept the client certificate (${reason}): renew it in the kubeconfig`;
    return new kinds.Unauthenticated(message, facts, error);
  }
  if (/^(ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|EPROTO|ERR_SSL)/.test(code)) {
    const message = `The API server at ${address} could not be trusted (${reason}): check the address and certificate-authority in the kubeconfig`;
    return new kinds.Untrusted(message, facts, error);
  }
  const message = `The API server at ${address} could not be reached (${reason}): check that it is up, and the address in the kubeconfig`;
  return new kinds.ApiServerUnreachable(message, facts, error);
}

/** Whether it took effect is not known. */
export function timedOut(address: string, request: string, cause: unknown): KubernetesError {
  const message = `The API server at ${address} did not answer ${request} in time; its state has to be read before trying again`;
  return new kinds.ApiServerTimedOut(message, { request }, cause);
}

/** A name with several addresses fails with one error for each. */
function reasonOf(error: unknown): string {
  const { errors, message } = error as Partial<AggregateError>;
  const first: unknown = errors?.[0];
  return first === undefined ? (message ?? String(error)) : reasonOf(first);
}
