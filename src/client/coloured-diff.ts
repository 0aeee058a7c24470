import type { Paint } from './paint';

/** Unified diffs of several objects, each below its name, in git's colours. */
export function colouredDiff(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => coloured(line, paint))
    .join('\n');
}

function coloured(line: string, paint: Paint): string {
  switch (line.charAt(0)) {
    case '+':
      return paint('green', line);
    case '-':
      return paint('red', line);
    case '@':
      return paint('cyan', line);
    case '':
    case ' ':
    case '\\':
      return line;
    default:
      return paint('bold', line);
  }
}
