import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotificationSettings } from '../../src/config/notification-section';
import { readWebhooks } from '../../src/worker/read-webhooks';
import { StartupError } from '../../src/worker/startup-error';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logkeep-webhooks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const kept = (text: string) => {
  const file = join(folder, `secret-${(files += 1)}`);
  writeFileSync(file, text);
  return { file };
};
const ops = (address: string, headers: NotificationSettings['headers'] = {}): NotificationSettings => ({
  name: 'ops',
  url: kept(address),
  format: 'json',
  on: ['failed'],
  headers,
});

test('address and headers are read from where they are', () => {
  const settings = ops('https://hooks.example/T0/secret\n', { Authorization: kept('Bearer abc\n') });
  expect(readWebhooks([settings])).toEqual([
    {
      name: 'ops',
      format: 'json',
      on: ['failed'],
      address: 'https://hooks.example/T0/secret',
      headers: { Authorization: 'Bearer abc' },
    },
  ]);
});

const secret = 'T0-secret';

test.each([
  [`ftp://hooks.example/${secret}`, 'is no http:// or https:// address'],
  [`hooks.example/${secret}`, 'is no http:// or https:// address'],
  [`https://bot:${secret}@hooks.example/`, 'has a user or password in it: use the header Authorization'],
])('an address that cannot be used is named by its place only', (address, reason) => {
  const settings = ops(address);
  const file = (settings.url as { file: string }).file;
  expect(() => readWebhooks([settings])).toThrow(
    new StartupError(`Notification ops cannot be used: the address in ${file} ${reason}`),
  );
});

test('a header that cannot be sent is named by its place only', () => {
  const settings = ops('https://hooks.example', { Authorization: kept(`Bearer ${secret}\r\nX-Evil: 1`) });
  const { file } = settings.headers.Authorization as { file: string };
  expect(() => readWebhooks([settings])).toThrow(
    new StartupError(
      `Notification ops cannot be used: the header Authorization from ${file} has a character that headers cannot have`,
    ),
  );
});

test('a secret that is not there is named by its variable', () => {
  const settings = { ...ops('https://hooks.example'), url: { env: 'LOGKEEP_TEST_NO_HOOK' } };
  expect(() => readWebhooks([settings])).toThrow(
    new StartupError(
      'Notification ops cannot be used: the environment variable LOGKEEP_TEST_NO_HOOK is not set or empty: put the secret there',
    ),
  );
});
