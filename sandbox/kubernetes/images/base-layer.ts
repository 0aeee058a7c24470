import path from 'node:path';
import { cachedBuild } from '../cached-build';
import { runOrFail } from '../run-or-fail';

const packages = ['openjdk-17-jre-headless', 'curl', 'passwd', 'procps'];

// What an image has no use for.
const dropped = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/locale/*',
  '/var/cache/apt/*',
  '/var/lib/apt/lists/*',
];

const addUser =
  'chroot "$1" groupadd --gid 1000 elasticsearch && chroot "$1" useradd --uid 1000 --gid 1000 --home /usr/share/elasticsearch elasticsearch';

/** A tar file with a small Debian, a Java and the user elasticsearch: the layer that all Elasticsearch images share. */
export async function baseLayer(): Promise<string> {
  const args = [
    ...['--variant=minbase', `--include=${packages.join(',')}`, `--customize-hook=${addUser}`],
    ...dropped.map((files) => `--dpkgopt=path-exclude=${files}`),
    // Java's package wants to write a manual page's link.
    '--setup-hook=mkdir -p "$1/usr/share/man/man1"',
    ...['bookworm'],
  ];
  const folder = await cachedBuild({
    name: 'kubernetes-base-layer',
    inputs: args,
    build: async (into) => {
      await runOrFail('Making a Debian for the images', {
        command: 'mmdebstrap',
        args: [...args, path.join(into, 'layer.tar')],
      });
    },
  });
  return path.join(folder, 'layer.tar');
}
