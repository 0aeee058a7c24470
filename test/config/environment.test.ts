import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFile } from '../../src/config/location';
import { ConfigError } from '../../src/config/problem';
import { namespaceMissing, temporalSettings, temporalUiUrl, temporalUnreachable } from '../../src/config/temporal';

const before = { ...process.env };
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logkeep-environment-'))));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^(TEMPORAL|LOGKEEP)_/.test(name)) delete process.env[name];
  // Whoever runs the tests may have a temporal.toml of their own.
  process.env.TEMPORAL_CONFIG_FILE = join(folder, 'none.toml');
});
afterEach(() => void (process.env = { ...before }));

function toml(text: string): void {
  process.env.TEMPORAL_CONFIG_FILE = join(folder, 'temporal.toml');
  writeFileSync(process.env.TEMPORAL_CONFIG_FILE, text);
}

test.each([
  ['the one that is named', 'named.yaml', 'variable.yaml', 'named.yaml'],
  ['the one in LOGKEEP_CONFIG', undefined, 'variable.yaml', 'variable.yaml'],
  ['the one in the current folder', undefined, undefined, 'logkeep.yaml'],
  ['the one in the current folder while the variable is empty', undefined, '', 'logkeep.yaml'],
])('the file that is read is %s', (_, named, variable, file) => {
  if (variable !== undefined) process.env.LOGKEEP_CONFIG = variable;
  expect(configFile(named)).toBe(file);
});

test('Temporal is where the dev server is, unless something else is said', () => {
  expect(temporalSettings()).toMatchObject({ address: '127.0.0.1:7233', namespace: 'default', origin: 'the default' });
});

test('Temporal is where TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE say, and they win over the file', () => {
  toml('[profile.default]\naddress = "file:7233"\n');
  Object.assign(process.env, { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: 'logs' });
  expect(temporalSettings()).toMatchObject({ address: 'temporal:7233', namespace: 'logs', origin: 'TEMPORAL_ADDRESS' });
});

test('Temporal is where temporal.toml says', () => {
  toml('[profile.default]\naddress = "file:7233"\nnamespace = "logs"\n');
  expect(temporalSettings()).toMatchObject({ address: 'file:7233', namespace: 'logs', origin: 'temporal.toml' });
});

test('an API key is handed to the connection and to nothing that is printed', () => {
  Object.assign(process.env, { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_API_KEY: 'hunter2' });
  const settings = temporalSettings();
  expect(settings.connection).toMatchObject({ apiKey: 'hunter2' });
  expect(temporalUnreachable(settings, 'refused')).not.toContain('hunter2');
});

test('a profile that does not exist is named', () => {
  process.env.TEMPORAL_PROFILE = 'production';
  expect(temporalSettings).toThrow(ConfigError);
  expect(temporalSettings).toThrow(/^The settings of Temporal \(TEMPORAL_…, temporal\.toml\): .*production/);
});

test('a temporal.toml that cannot be read is refused without quoting the API key in it', () => {
  toml('[profile.default]\naddress = "file:7233"\napi_key = hunter2\n');
  expect(temporalSettings).toThrow(ConfigError);
  expect(temporalSettings).toThrow(/^((?!hunter2)[^])*$/);
});

test.each([
  ['TEMPORAL_ADDRESS', 'Check TEMPORAL_ADDRESS', () => void (process.env.TEMPORAL_ADDRESS = '127.0.0.1:7233')],
  [
    'temporal.toml',
    'Check the address in temporal.toml',
    () => toml('[profile.default]\naddress = "127.0.0.1:7233"\n'),
  ],
  ['the default', 'Set TEMPORAL_ADDRESS', () => undefined],
])('an unreachable Temporal is told with its address, which is from %s, and a remedy', (origin, remedy, say) => {
  say();
  expect(temporalUnreachable(temporalSettings(), 'refused')).toBe(
    `Temporal at 127.0.0.1:7233, namespace default (address from ${origin}), could not be reached: refused. ` +
      `${remedy}, or start one with \`npm run sandbox\` or \`temporal server start-dev\``,
  );
});

test.each([
  ['set', undefined],
  ['check', 'logs'],
])('a namespace that Temporal does not have is told with what to do: %s TEMPORAL_NAMESPACE', (verb, variable) => {
  if (variable !== undefined) process.env.TEMPORAL_NAMESPACE = variable;
  expect(namespaceMissing('temporal:7233', 'logs')).toBe(
    `Temporal at temporal:7233 has no namespace "logs": create it, or ${verb} TEMPORAL_NAMESPACE`,
  );
});

test.each([
  [undefined, 'http://127.0.0.1:8233'],
  ['', 'http://127.0.0.1:8233'],
  ['https://temporal.example.com', 'https://temporal.example.com'],
  ['https://example.com/temporal/', 'https://example.com/temporal'],
])('with LOGKEEP_TEMPORAL_UI %s the web UI is %s', (variable, url) => {
  if (variable !== undefined) process.env.LOGKEEP_TEMPORAL_UI = variable;
  expect(temporalUiUrl()).toBe(url);
});
