import fs from 'node:fs';
import path from 'node:path';
import type { Progress } from '../../downloads/fetch-artifact';
import { cachedBuild } from '../cached-build';
import { baseLayer } from './base-layer';
import { writeElasticsearchLayer } from './elasticsearch-layer';
import { writeBusyboxLayer, writePauseLayer } from './small-layers';
import { writeArchive } from './write-archive';
import type { Image } from './write-archive';

/** The image that every pod's network namespace is held by. */
export const pauseImage = 'docker.io/logkeep-sandbox/pause:1';

const elasticsearch = {
  Env: ['PATH=/usr/share/elasticsearch/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'],
  WorkingDir: '/usr/share/elasticsearch',
  Entrypoint: ['/usr/local/bin/docker-entrypoint.sh'],
  Cmd: ['/usr/share/elasticsearch/bin/elasticsearch'],
};

const images: Image[] = [
  { tags: [pauseImage], layers: ['pause.tar'], config: { Entrypoint: ['/pause'] } },
  {
    tags: ['docker.io/library/alpine:3.10.4', 'docker.io/library/alpine:3.14'],
    layers: ['busybox.tar'],
    config: { Env: ['PATH=/bin'], Cmd: ['/bin/sh'] },
  },
  {
    tags: ['docker.io/kubesphere/elasticsearch-oss:6.7.0-1'],
    layers: ['base.tar', '6.7.0.tar'],
    config: elasticsearch,
  },
  {
    // 6.8.22 itself is not on Maven Central.
    tags: ['docker.io/kubesphere/elasticsearch-oss:6.8.22'],
    layers: ['base.tar', '6.8.23.tar'],
    config: elasticsearch,
  },
];

/** An archive with all images that the KubeSphere stacks need, made from Debian's packages and Maven Central's zips. */
export async function buildImages(progress: Progress): Promise<string> {
  const folder = await cachedBuild({
    name: 'kubernetes-images',
    inputs: [JSON.stringify(images), ...sources()],
    build: async (into) => {
      progress('Making the container images (about 2 minutes, once)');
      const layers = path.join(into, 'layers');
      fs.mkdirSync(layers);
      fs.symlinkSync(await baseLayer(), path.join(layers, 'base.tar'));
      await writeElasticsearchLayer('6.7.0', path.join(layers, '6.7.0.tar'));
      await writeElasticsearchLayer('6.8.23', path.join(layers, '6.8.23.tar'));
      await writeBusyboxLayer(path.join(layers, 'busybox.tar'));
      await writePauseLayer(path.join(layers, 'pause.tar'));
      await writeArchive(layers, images, path.join(into, 'images.tar'));
      fs.rmSync(layers, { recursive: true });
    },
  });
  return path.join(folder, 'images.tar');
}

function sources(): string[] {
  const jvm = path.join(__dirname, '../../servers/jvm-options.ts');
  const own = fs.readdirSync(__dirname).map((name) => path.join(__dirname, name));
  return [jvm, ...own].map((file) => fs.readFileSync(file, 'utf8'));
}
