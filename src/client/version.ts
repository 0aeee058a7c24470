import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in the nearest package.json above: that of the package, from src/ as well as from a built folder. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(packageFile(__dirname), 'utf8')) as { version: string }).version;
}

function packageFile(folder: string): string {
  const file = join(folder, 'package.json');
  return existsSync(file) || folder === dirname(folder) ? file : packageFile(dirname(folder));
}
