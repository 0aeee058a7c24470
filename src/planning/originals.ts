import { toBase64 } from './base64';
import type { Manifest, Secret } from './manifest';
import { ownLabels } from './own-labels';

/** The Secret that keeps manifests as they were, one file each, for `kubectl replace` (docs/setup.md). */
export function originalsSecret(
  cluster: string,
  namespace: string,
  hash: string,
  originals: readonly Manifest[],
): Secret {
  const files = originals.map((manifest) => {
    const file = `${manifest.kind}-${manifest.metadata.name}.json`.toLowerCase();
    return [file, toBase64(JSON.stringify(manifest, null, 2))] as const;
  });
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    immutable: true,
    metadata: {
      name: `logkeep-originals-${cluster}-${hash}`,
      namespace,
      labels: { ...ownLabels(cluster), 'logkeep/originals': 'true' },
    },
    data: Object.fromEntries(files),
  };
}
