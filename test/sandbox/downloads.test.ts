import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Artifact } from '../../sandbox/downloads/catalogue';
import { fetchArtifact } from '../../sandbox/downloads/fetch-artifact';
import { withLock } from '../../sandbox/downloads/lock';

const saved = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logkeep-downloads-'));
  process.env['LOGKEEP_SANDBOX_DOWNLOADS'] = path.join(folder, 'downloads');
});

afterEach(() => {
  process.env = { ...saved };
  fs.rmSync(folder, { recursive: true, force: true });
});

const artifact: Artifact = {
  name: 'thing-1',
  fileName: 'thing-1.zip',
  // sha256 of "genuine\n"
  sha256: '09f9e97371fba52cec3e3a72d53459071d62f78a91a4b8ec9498354e736508f7',
  megabytes: { packed: 1, unpacked: 1 },
  source: { kind: 'maven', coordinates: 'org.example:thing:1:zip' },
};

/** Makes the sandbox use this shell script as Maven; the folder to copy to is in $OUT. */
function useMaven(script: string): void {
  const file = path.join(folder, 'mvn');
  const readFolder = 'for arg; do case "$arg" in -DoutputDirectory=*) OUT="${arg#*=}";; esac; done';
  fs.writeFileSync(file, `#!/bin/sh\n${readFolder}\n${script}\n`, { mode: 0o755 });
  process.env['LOGKEEP_MVN'] = file;
}

test('a download with a wrong checksum is refused and not kept', async () => {
  useMaven('echo forged > "$OUT/thing-1.zip"');
  await expect(fetchArtifact(artifact)).rejects.toThrow(
    /^thing-1\.zip was downloaded with checksum .* delete .* run again\.$/,
  );
  expect(fs.readdirSync(path.join(folder, 'downloads'))).toEqual([]);
});

test('a good download is fetched once, by however many ask at the same time', async () => {
  useMaven(`echo genuine > "$OUT/thing-1.zip"; echo once >> "${folder}/calls"`);
  const files = await Promise.all([fetchArtifact(artifact), fetchArtifact(artifact)]);
  await fetchArtifact(artifact);
  expect(new Set(files)).toEqual(new Set([path.join(folder, 'downloads/thing-1.zip')]));
  expect(fs.readFileSync(path.join(folder, 'calls'), 'utf8')).toBe('once\n');
});

test.each([
  ['Could not transfer artifact: Unknown host mirror.example', /cannot reach its package registry/],
  ['cp: No space left on device', /too little room: it is full/],
  ['Something quite different', /Maven failed; its last lines tell why/],
])('a client that says "%s" gets its own sentence', async (output, sentence) => {
  useMaven(`echo "${output}"; exit 1`);
  await expect(fetchArtifact(artifact)).rejects.toThrow(sentence);
});

test('a missing Maven is told with how to get it', async () => {
  process.env['PATH'] = folder;
  await expect(fetchArtifact(artifact)).rejects.toThrow(
    /^mvn is not on PATH; install Maven .*, or set LOGKEEP_MVN to its path\.$/,
  );
});

test('a missing Python is told with how to get it', async () => {
  process.env['PATH'] = folder;
  const wheel: Artifact = { ...artifact, source: { kind: 'pip', requirement: 'thing==1' } };
  await expect(fetchArtifact(wheel)).rejects.toThrow(/^python3 is not on PATH; install Python 3 with pip/);
});

test('the lock of a dead process is taken over', async () => {
  const lock = path.join(folder, 'lock');
  fs.writeFileSync(lock, JSON.stringify({ pid: 999_999_999, startTime: '1' }));
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(fs.readdirSync(folder)).not.toContain('lock');
});
