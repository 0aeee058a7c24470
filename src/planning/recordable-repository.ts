import type { RepositoryDefinition } from './repository-definition';

const secretKey = /pass|secret|token|credential|key|sas|auth/i;
const secretInUrl = /\/\/[^/\s]*@|[?&](sig|token|key|signature)=/i;

/**
 * A registered repository as a history may hold it: just this, or null when one of its settings may be a secret. Old
 * plugins took keys as settings, and a URL may hold a password.
 */
export function withoutSecrets({ type, settings }: RepositoryDefinition): RepositoryDefinition | null {
  const isSecret = Object.entries(settings).some(([key, value]) => secretKey.test(key) || secretInUrl.test(value));
  return isSecret ? null : { type, settings };
}
