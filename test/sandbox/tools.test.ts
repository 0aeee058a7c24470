import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fetchFromApt } from '../../sandbox/downloads/fetch-from-apt';
import { SandboxError } from '../../sandbox/sandbox-error';
import { parseServerVersion } from '../../sandbox/servers/versions';
import { chooseJdk } from '../../sandbox/tools/choose-jdk';
import { parseMajor } from '../../sandbox/tools/find-jdks';
import { findPrometheus } from '../../sandbox/tools/find-prometheus';
import { findTemporal } from '../../sandbox/tools/find-temporal';

const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});

test.each([
  ['17.0.15', 17],
  ['1.8.0_402', 8],
  ['25', 25],
  ['21-ea', 21],
])('Java %s is major %d', (version, major) => expect(parseMajor(version)).toBe(major));

test('the lowest suitable Java is chosen', async () => {
  const { major } = await chooseJdk({ lowest: 8 }, 'Anything');
  await expect(chooseJdk({ lowest: 8, highest: major - 1 }, 'Anything')).rejects.toThrow(SandboxError);
});

test('a missing Java is told with the versions that would do', async () => {
  await expect(chooseJdk({ lowest: 99 }, 'Elasticsearch 42')).rejects.toThrow(
    /^Elasticsearch 42 needs Java 99 or newer, and .*; install a JDK 99 or newer and set LOGKEEP_JAVA_HOME to its folder\.$/,
  );
});

test('a program that merely bears the name is not taken for the Temporal CLI', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'logkeep-tools-'));
  const file = path.join(folder, 'temporal');
  fs.writeFileSync(file, '#!/bin/sh\necho temporal databases 1.0\n', { mode: 0o755 });
  try {
    process.env['LOGKEEP_TEMPORAL'] = file;
    await expect(findTemporal()).rejects.toThrow(/is not the Temporal CLI/);
    process.env['LOGKEEP_TEMPORAL'] = path.join(folder, 'nothing');
    await expect(findTemporal()).rejects.toThrow(/is not a program that can be run/);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('without a Prometheus and without apt, people are told what to install', async () => {
  process.env['PATH'] = '/nowhere';
  process.env['LOGKEEP_PROMETHEUS'] = '/bin/true';
  const remedy = /install Prometheus \(Debian: apt-get install prometheus\), or set LOGKEEP_PROMETHEUS to its program/;
  await expect(findPrometheus()).rejects.toThrow(/there is no promtool beside it/);
  await expect(findPrometheus()).rejects.toThrow(remedy);
  await expect(fetchFromApt('prometheus', os.tmpdir(), 'install Prometheus')).rejects.toThrow(
    'The Debian package prometheus cannot be downloaded here, because there is no apt-get; install Prometheus.',
  );
});

test.each([
  ['6.7', '6.7.0'],
  ['8.19.x', '8.19.21'],
  ['9', '9.2.4'],
  ['opensearch-3.x', 'opensearch-3.6.0'],
])('%s means %s', (text, version) => expect(parseServerVersion(text)).toBe(version));

test('an unknown version is told with the known ones', () => {
  expect(() => parseServerVersion('5.6')).toThrow(/no server "5.6"; choose one of 6\.7\.0, /);
});
