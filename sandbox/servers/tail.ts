import fs from 'node:fs';

/** The last lines of a log file; empty if there is none. */
export function tail(file: string, lines = 15): string {
  if (!fs.existsSync(file)) return '';
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
