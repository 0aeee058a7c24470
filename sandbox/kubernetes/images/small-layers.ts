import fs from 'node:fs';
import path from 'node:path';
import { runOrFail } from '../run-or-fail';

/** Writes a tar file with BusyBox under all its names: what the images called alpine consist of here. */
export async function writeBusyboxLayer(file: string): Promise<void> {
  const root = `${file}.root`;
  for (const name of ['bin', 'etc', 'tmp']) fs.mkdirSync(path.join(root, name), { recursive: true });
  fs.copyFileSync('/bin/busybox', path.join(root, 'bin/busybox'));
  fs.chmodSync(path.join(root, 'bin/busybox'), 0o755);
  await runOrFail('Installing BusyBox', {
    command: 'chroot',
    args: [root, '/bin/busybox', '--install', '-s', '/bin'],
  });
  fs.writeFileSync(path.join(root, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\n');
  await pack(root, file);
}

/** Writes a tar file with the program that every pod's network namespace belongs to. */
export async function writePauseLayer(file: string): Promise<void> {
  const root = `${file}.root`;
  fs.mkdirSync(root);
  await runOrFail('Compiling the pause program', {
    command: 'gcc',
    args: ['-static', '-O2', '-o', path.join(root, 'pause'), path.join(__dirname, 'pause.c')],
  });
  await pack(root, file);
}

async function pack(root: string, file: string): Promise<void> {
  await runOrFail('Packing an image', {
    command: 'tar',
    args: ['--owner=0', '--group=0', '-cf', file, '-C', root, '.'],
  });
  fs.rmSync(root, { recursive: true });
}
