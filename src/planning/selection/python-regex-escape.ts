import type { Refuse, Token } from './python-regex-token';

// Python's classes are those of Unicode, JavaScript's those of ASCII.
const word = '_\\p{L}\\p{N}';
const anyWord = `[${word}]`;
const classes: Record<string, string> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: anyWord,
  W: `[^${word}]`,
  s: '\\s',
  S: '\\S',
  A: '(?<![\\s\\S])',
  Z: '(?![\\s\\S])',
  b: `(?:(?<=${anyWord})(?!${anyWord})|(?<!${anyWord})(?=${anyWord}))`,
  B: `(?:(?<=${anyWord})(?=${anyWord})|(?<!${anyWord})(?!${anyWord}))`,
};

const classesInside: Record<string, string> = { d: '\\p{Nd}', D: '\\P{Nd}', w: word, s: '\\s', S: '\\S', b: '\\b' };

/** What a backslash starts, outside of brackets. */
export function escapeSequence(rest: string, refuse: Refuse): Token {
  return escaped(rest, refuse, classes, /[\^$\\.*+?()[\]{}|/]/);
}

/** What a backslash starts, between brackets. */
export function escapeInClass(rest: string, refuse: Refuse): Token {
  return escaped(rest, refuse, classesInside, /[\^$\\.*+?()[\]{}|/-]/);
}

function escaped(rest: string, refuse: Refuse, known: Record<string, string>, special: RegExp): Token {
  const letter = rest.slice(1, 2);
  const own = Object.hasOwn(known, letter) ? known[letter] : undefined;
  if (own !== undefined) return { read: 2, written: own };
  const same = /^\\([fnrtv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/.exec(rest)?.[0];
  if (same !== undefined) return { read: same.length, written: same };
  if (/[1-9]/.test(letter)) throw refuse('references back to a group mean something else here');
  if (letter === '' || /[A-Za-z0-9]/.test(letter)) throw refuse(`\\${letter} has no equal here`);
  const [character = ''] = rest.slice(1);
  return { read: 1 + character.length, written: special.test(character) ? `\\${character}` : character };
}
