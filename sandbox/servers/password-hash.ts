import { pbkdf2Sync, randomBytes } from 'node:crypto';

/**
 * A password's hash as Elasticsearch's `users` file takes it, whatever hashing the node uses for new passwords: the
 * prefix tells. (Format: org.elasticsearch.xpack.core.security.authc.support.Hasher; SHA-512, 32 bytes each.)
 */
export function passwordHash(password: string): string {
  const cost = 10_000;
  const salt = randomBytes(32);
  const key = pbkdf2Sync(password, salt, cost, 32, 'sha512');
  return `{PBKDF2}${cost}$${salt.toString('base64')}$${key.toString('base64')}`;
}
