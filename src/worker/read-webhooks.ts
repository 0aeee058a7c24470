import type { Webhook } from '../activities/notices/notices';
import type { NotificationSettings } from '../config/notification-section';
import { readSecret } from '../config/secret';
import { StartupError } from './startup-error';

/**
 * Reads the addresses and headers of the webhooks. Whether anybody answers there is not tried: a receiver that is away
 * must not keep backups from running.
 * @throws StartupError naming the notification and what is wrong with it, never the secret.
 */
export function readWebhooks(settings: readonly NotificationSettings[]): Webhook[] {
  return settings.map(({ url, headers, ...webhook }) => {
    const because = (reason: string) => new StartupError(`Notification ${webhook.name} cannot be used: ${reason}`);
    const read = (reference: typeof url) => {
      try {
        return readSecret(reference);
      } catch (error) {
        throw because(error instanceof Error ? error.message : String(error));
      }
    };
    const address = read(url);
    const problem = problemOf(address);
    if (problem !== undefined) throw because(`the address in ${placeOf(url)} ${problem}`);
    const entries = Object.entries(headers).map(([name, reference]): [string, string] => {
      const value = read(reference);
      if (!isHeaderValue(value))
        throw because(`the header ${name} from ${placeOf(reference)} has a character that headers cannot have`);
      return [name, value];
    });
    return { ...webhook, address, headers: Object.fromEntries(entries) };
  });
}

function placeOf(reference: NotificationSettings['url']): string {
  return 'env' in reference ? `the environment variable ${reference.env}` : reference.file;
}

function problemOf(address: string): string | undefined {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    return 'is no http:// or https:// address';
  }
  const { username, password } = new URL(address);
  return username === '' && password === '' ? undefined : 'has a user or password in it: use the header Authorization';
}

/** RFC 9110: no line breaks and control characters; more than Latin-1 cannot be sent. */
function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
