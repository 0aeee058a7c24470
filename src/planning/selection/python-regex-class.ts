import type { Refuse, Token } from './python-regex-token';
import { escapeInClass } from './python-regex-escape';

/** A set of characters in brackets. In Python a `]` that comes first is one of them, and `[` is nothing special. */
export function translateClass(rest: string, refuse: Refuse): Token {
  let read = rest.startsWith('[^') ? 2 : 1;
  let written = rest.slice(0, read);
  const start = read;
  while (read < rest.length) {
    const character = rest.charAt(read);
    if (character === ']' && read > start) return { read: read + 1, written: `${written}]` };
    // Python warns that it may give these a meaning one day; they do not have one yet.
    if (character === '\\') {
      const token = escapeInClass(rest.slice(read), refuse);
      read += token.read;
      written += token.written;
    } else {
      read += 1;
      written += /[\][^(){}|/]/.test(character) && character !== '-' ? `\\${character}` : character;
    }
  }
  throw refuse('a bracket [ is not closed');
}
