import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  bitString,
  boolean,
  contextTag,
  integer,
  ipAddress,
  objectId,
  octetString,
  sequence,
  set,
  time,
  utf8,
} from './der';

export interface Certificates {
  /** PEM, each. */
  authority: string;
  certificate: string;
  key: string;
}

export interface CertifiedHosts {
  names: string[];
  /** IPv4. */
  addresses: string[];
}

/**
 * A fresh certificate authority and a certificate of it for these hosts, valid for ten years. Written here (RFC 5280,
 * ECDSA with SHA-256 on P-256) because Node has no call for it and openssl is not on every machine.
 */
export function makeCertificates(
  hosts: CertifiedHosts = { names: ['localhost'], addresses: ['127.0.0.1'] },
): Certificates {
  const authority = newKeys();
  const server = newKeys();
  const authorityName = 'logkeep sandbox authority';
  const forAuthority = [
    extension('2.5.29.19', sequence(boolean(true)), true),
    extension('2.5.29.15', bitString(Buffer.of(0x06), 1), true),
  ];
  const names = sequence(
    ...hosts.names.map((name) => contextTag(2, Buffer.from(name), false)),
    ...hosts.addresses.map((address) => contextTag(7, ipAddress(address), false)),
  );
  return {
    authority: certify({
      subject: authorityName,
      keys: authority,
      issuer: authorityName,
      signer: authority,
      extensions: forAuthority,
    }),
    certificate: certify({
      subject: 'localhost',
      keys: server,
      issuer: authorityName,
      signer: authority,
      extensions: [extension('2.5.29.17', names)],
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface Keys {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

function certify(wish: { subject: string; keys: Keys; issuer: string; signer: Keys; extensions: Buffer[] }): string {
  const day = 86_400_000;
  // A positive serial number: the first bit has to be 0.
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = sequence(
    contextTag(0, integer(Buffer.of(2))),
    integer(serial),
    ecdsaWithSha256,
    commonName(wish.issuer),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 3650 * day))),
    commonName(wish.subject),
    wish.keys.publicKey.export({ type: 'spki', format: 'der' }),
    contextTag(3, sequence(...wish.extensions)),
  );
  const whole = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, wish.signer.privateKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(objectId('2.5.4.3'), utf8(name))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value));
}
