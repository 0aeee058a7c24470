import fs from 'node:fs';
import path from 'node:path';
import { imageArtifacts } from '../../downloads/catalogue';
import { unpackArtifact } from '../../downloads/unpack-artifact';
import { jvmOptions } from '../../servers/jvm-options';
import { runOrFail } from '../run-or-fail';

/** Writes a tar file with Elasticsearch as it lies in the genuine image, belonging to uid 1000. */
export async function writeElasticsearchLayer(version: keyof typeof imageArtifacts, file: string): Promise<void> {
  const distribution = await unpackArtifact(imageArtifacts[version]);
  const root = `${file}.root`;
  const home = path.join(root, 'usr/share/elasticsearch');
  fs.cpSync(distribution, home, { recursive: true });
  for (const name of ['data', 'logs']) fs.mkdirSync(path.join(home, name), { recursive: true });
  const options = path.join(home, 'config/jvm.options');
  // Off loopback Elasticsearch refuses the serial collector.
  const fitted = jvmOptions(fs.readFileSync(options, 'utf8'), 512).replace('+UseSerialGC', '+UseG1GC');
  fs.writeFileSync(options, fitted);
  await runOrFail('Packing Elasticsearch', {
    command: 'tar',
    args: ['--owner=1000', '--group=1000', '--mode=u+rw,go+r', '-cf', file, '-C', root, 'usr/share/elasticsearch'],
  });
  await addPrograms(root, file);
  fs.rmSync(root, { recursive: true });
}

/** The programs that start it belong to root, as everything outside its own folder. */
async function addPrograms(root: string, file: string): Promise<void> {
  const programs = path.join(root, 'usr/local');
  fs.mkdirSync(path.join(programs, 'bin'), { recursive: true });
  fs.mkdirSync(path.join(programs, 'lib'));
  const entrypoint = path.join(programs, 'bin/docker-entrypoint.sh');
  fs.copyFileSync(path.join(__dirname, 'docker-entrypoint.sh'), entrypoint);
  fs.chmodSync(entrypoint, 0o755);
  await runOrFail('Compiling a library for Elasticsearch', {
    command: 'gcc',
    args: [
      '-shared',
      '-fPIC',
      '-O2',
      '-o',
      path.join(programs, 'lib/open-files.so'),
      path.join(__dirname, 'open-files.c'),
      '-ldl',
    ],
  });
  await runOrFail('Packing Elasticsearch', {
    command: 'tar',
    args: ['--owner=0', '--group=0', '-rf', file, '-C', root, 'usr/local/bin', 'usr/local/lib'],
  });
}
