import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { sha256Of } from '../../downloads/checksum';
import { runOrFail } from '../run-or-fail';

export interface Image {
  tags: string[];
  /** File names of layers in the archive's folder, lowest first. */
  layers: string[];
  config: { Env?: string[]; Entrypoint?: string[]; Cmd?: string[]; WorkingDir?: string };
}

/** Packs a folder of layers into one archive (`docker save`'s format) with several images, which share layers. */
export async function writeArchive(folder: string, images: Image[], file: string): Promise<void> {
  const diffIds = new Map<string, string>();
  for (const layer of new Set(images.flatMap((image) => image.layers)))
    diffIds.set(layer, `sha256:${await sha256Of(path.join(folder, layer))}`);
  const manifest = images.map(({ tags, layers, config }) => {
    const text = JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => diffIds.get(layer)) },
    });
    const name = `${createHash('sha256').update(text).digest('hex')}.json`;
    fs.writeFileSync(path.join(folder, name), text);
    return { Config: name, RepoTags: tags, Layers: layers };
  });
  fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await runOrFail('Packing the images', { command: 'tar', args: ['-chf', file, '-C', folder, '.'] });
}
