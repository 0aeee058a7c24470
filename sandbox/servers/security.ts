import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../sandbox-error';
import { makeCertificates } from './certificates';
import { passwordHash } from './password-hash';
import type { VersionFacts } from './versions';

/** `basic`: a user and a password over plain HTTP. `tls`: the same over HTTPS with a certificate authority of our own. */
export type SecurityMode = 'none' | 'basic' | 'tls';

export interface Security {
  scheme: 'http' | 'https';
  settings: Record<string, unknown>;
  /** Files for the node's configuration folder. */
  files: Record<string, string>;
  credentials: { username?: string; password?: string; serviceToken?: string; caFile?: string };
}

/** What a node needs to run with this kind of security; writes the authority's certificate into the node's directory. */
export function prepareSecurity(mode: SecurityMode, facts: VersionFacts, directory: string): Security {
  if (mode === 'none') return { scheme: 'http', settings: securityOff(facts), files: {}, credentials: {} };
  if (!facts.hasSecurity)
    throw new SandboxError(
      `${facts.distribution} ${facts.number} has no security in the sandbox's edition; choose an Elasticsearch from 7.17.29 on.`,
    );
  const username = 'elastic-admin';
  const password = randomBytes(12).toString('hex');
  const settings = { 'xpack.security.enabled': true, ...withoutAutoconfiguration(facts) };
  const secret = randomBytes(11).toString('hex');
  const files = {
    users: `${username}:${passwordHash(password)}\n`,
    users_roles: `superuser:${username}\n`,
    ...(facts.major >= 8 ? { service_tokens: `${serviceToken}:${passwordHash(secret)}\n` } : {}),
  };
  const credentials = { username, password, ...(facts.major >= 8 ? { serviceToken: bearerOf(secret) } : {}) };
  if (mode === 'basic') return { scheme: 'http', settings, files, credentials };

  const { authority, certificate, key } = makeCertificates();
  const caFile = path.join(directory, 'ca.crt');
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(caFile, authority);
  return {
    scheme: 'https',
    settings: { ...settings, ...tlsSettings },
    // With its authority, as Elasticsearch's own tools make them: clients that know only the authority's fingerprint need it.
    files: { ...files, 'http.crt': certificate + authority, 'http.key': key },
    credentials: { ...credentials, caFile },
  };
}

/** The one kind of token that needs no security index, which these builds cannot create. */
const serviceToken = 'elastic/fleet-server/sandbox';

/** What a client sends: version bytes, name and secret (ServiceAccountToken.java, 8.19). */
function bearerOf(secret: string): string {
  return Buffer.concat([Buffer.from([0, 1, 0, 1]), Buffer.from(`${serviceToken}:${secret}`)]).toString('base64');
}

const tlsSettings = {
  'xpack.security.http.ssl.enabled': true,
  'xpack.security.http.ssl.certificate': 'http.crt',
  'xpack.security.http.ssl.key': 'http.key',
};

function securityOff(facts: VersionFacts): Record<string, unknown> {
  return facts.hasSecurity ? { 'xpack.security.enabled': false, ...withoutAutoconfiguration(facts) } : {};
}

/** Since 8 a first start would write certificates and passwords of its own into the configuration. */
function withoutAutoconfiguration(facts: VersionFacts): Record<string, unknown> {
  return facts.major >= 8 ? { 'xpack.security.autoconfiguration.enabled': false } : {};
}
