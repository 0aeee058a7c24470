import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { makeCertificates } from '../../servers/certificates';
import type { Addresses } from '../addresses';

/** The users of the cluster and their groups; the names are Kubernetes' own. */
const users = {
  admin: { name: 'admin', group: 'system:masters' },
  controllers: { name: 'system:kube-controller-manager', group: '' },
  scheduler: { name: 'system:kube-scheduler', group: '' },
  kubelet: { name: 'system:node:logkeep', group: 'system:nodes' },
  proxy: { name: 'system:kube-proxy', group: '' },
  dns: { name: 'coredns', group: 'system:masters' },
} as const;

export type User = keyof typeof users;

/** The files of a cluster's authentication, below its configuration folder. */
export function credentialFiles(folder: string) {
  const at = (name: string) => path.join(folder, name);
  return {
    authority: at('authority.pem'),
    certificate: at('certificate.pem'),
    key: at('key.pem'),
    tokens: at('tokens.csv'),
    accountKey: at('service-account.key'),
    accountPublicKey: at('service-account.pub'),
    kubeconfig: (user: User) => at(`${user}.kubeconfig`),
  };
}

/** Writes certificates, tokens and a kubeconfig for every user; the key that signs service accounts' tokens stays. */
export function writeCredentials(folder: string, addresses: Addresses): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = credentialFiles(folder);
  const write = (file: string, text: string) => fs.writeFileSync(file, text, { mode: 0o600 });
  const { authority, certificate, key } = makeCertificates({
    names: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'logkeep'],
    addresses: ['127.0.0.1', addresses.node, addresses.apiService],
  });
  write(files.authority, authority);
  write(files.certificate, certificate);
  write(files.key, key);
  if (!fs.existsSync(files.accountKey)) writeAccountKeys(files.accountKey, files.accountPublicKey);
  const rows = Object.entries(users).map(([user, { name, group }]) => {
    const token = randomBytes(24).toString('hex');
    write(files.kubeconfig(user as User), kubeconfig(`https://${addresses.node}:6443`, authority, token));
    return `${token},${name},${name},"${group}"\n`;
  });
  write(files.tokens, rows.join(''));
}

function writeAccountKeys(keyFile: string, publicKeyFile: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  fs.writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  fs.writeFileSync(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }));
}

function kubeconfig(server: string, authority: string, token: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'logkeep',
        cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: 'logkeep', user: { token } }],
    contexts: [{ name: 'logkeep', context: { cluster: 'logkeep', user: 'logkeep' } }],
    'current-context': 'logkeep',
  });
}
