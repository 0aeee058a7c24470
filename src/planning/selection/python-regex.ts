import { translateClass } from './python-regex-class';
import { escapeSequence } from './python-regex-escape';
import type { Refuse, Token } from './python-regex-token';

/**
 * An expression of Python's `re`, in which Curator's patterns are written, as one of JavaScript that finds the same.
 * @throws Error with one sentence for what is not valid in Python, or has no equal here.
 */
export function pythonRegex(pattern: string): RegExp {
  const { body, flags } = leadingFlags(pattern);
  const source = translate(body, pattern);
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    throw refusal(pattern, 'it is not a valid regular expression');
  }
}

/** How many groups it captures. */
export function groupsOf(expression: RegExp): number {
  return (new RegExp(`${expression.source}|`, expression.flags).exec('')?.length ?? 1) - 1;
}

function leadingFlags(pattern: string): { body: string; flags: string } {
  const [whole = '', letters = ''] = /^\(\?([a-zA-Z]+)\)/.exec(pattern) ?? [];
  const unknown = /[^imsu]/.exec(letters)?.[0];
  if (unknown !== undefined) throw refusal(pattern, `the flag ${unknown} has no equal here`);
  // Python's u is the default.
  return { body: pattern.slice(whole.length), flags: [...new Set(letters.replace(/u/g, ''))].join('') };
}

function translate(body: string, pattern: string): string {
  let result = '';
  let rest = body;
  while (rest !== '') {
    const { read, written } = nextToken(rest, (reason) => refusal(pattern, reason));
    result += written;
    rest = rest.slice(read);
  }
  return result;
}

function nextToken(rest: string, refuse: Refuse): Token {
  const first = rest.charAt(0);
  if (first === '\\') return escapeSequence(rest, refuse);
  if (first === '[') return translateClass(rest, refuse);
  if (rest.startsWith('(?')) return group(rest, refuse);
  if (/^[*+?]|^\{(\d*,\d*|\d+)\}/.test(rest)) return quantifier(rest, refuse);
  if (/[{}\]]/.test(first)) return { read: 1, written: `\\${first}` };
  return { read: 1, written: first };
}

function group(rest: string, refuse: Refuse): Token {
  const comment = /^\(\?#[^)]*\)/.exec(rest)?.[0];
  if (comment !== undefined) return { read: comment.length, written: '' };
  const [named = '', name = ''] = /^\(\?P<([A-Za-z_][A-Za-z0-9_]*)>/.exec(rest) ?? [];
  if (named !== '') return { read: named.length, written: `(?<${name}>` };
  const same = /^\(\?(:|=|!|<=|<!)/.exec(rest)?.[0];
  if (same !== undefined) return { read: same.length, written: same };
  if (rest.startsWith('(?P=')) throw refuse('references back to a group mean something else here');
  throw refuse(`the group ${rest.slice(0, 4)}… has no equal here`);
}

function quantifier(rest: string, refuse: Refuse): Token {
  const [all = '', sign = '', low = '', comma, high = ''] = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})/.exec(rest) ?? [];
  const after = rest.charAt(all.length);
  if (after === '+') throw refuse('possessive repetition has no equal here');
  if (after === '*' || (sign === '' && after === '?' && rest.charAt(all.length + 1) === '?'))
    throw refuse('it repeats a repetition');
  return { read: all.length, written: sign || (comma === '' ? `{${low}}` : `{${low || '0'},${high}}`) };
}

function refusal(pattern: string, reason: string): Error {
  return new Error(`"${pattern}" cannot be used as a pattern: ${reason}`);
}
