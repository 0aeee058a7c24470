import { secondOf } from './reckoning';
import { firstDayOfIsoWeek, firstDayOfWeek } from './weeks';

/** The codes of Curator's timestrings (defaults/settings.py, date_regex), and what Python's strptime takes for each. */
const codes = {
  Y: { digits: 4, values: '\\d{4}' },
  G: { digits: 4, values: '\\d{4}' },
  y: { digits: 2, values: '\\d{2}' },
  m: { digits: 2, values: '1[0-2]|0[1-9]|[1-9]' },
  W: { digits: 2, values: '5[0-3]|[0-4]\\d|\\d' },
  V: { digits: 2, values: '5[0-3]|[0-4]\\d|\\d' },
  U: { digits: 2, values: '5[0-3]|[0-4]\\d|\\d' },
  d: { digits: 2, values: '3[01]|[12]\\d|0[1-9]|[1-9]' },
  H: { digits: 2, values: '2[0-3]|[01]\\d|\\d' },
  M: { digits: 2, values: '[0-5]\\d|\\d' },
  S: { digits: 2, values: '6[01]|[0-5]\\d|\\d' },
  j: { digits: 3, values: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]' },
} as const;

type Code = keyof typeof codes;
type Part = { literal: string } | { code: Code };
type Fields = Partial<Record<Code, number>>;

/** A date in a name, as seconds since 1970, or why there is none. */
export type DateInName = { second: number } | { problem: string };

/**
 * The expression for names that have such a date in them; dots and dashes are literal, as in Curator.
 * @throws Error naming the code or character that cannot be used.
 */
export function timestringExpression(text: string): string {
  return expressionOf(partsOf(text), ({ digits }) => `\\d{${digits}}`);
}

/** A pattern for the date in a name, such as `%Y.%m.%d`. It may stand anywhere in the name; the first place counts. */
export class Timestring {
  private readonly anywhere: RegExp;
  private readonly whole: RegExp;
  private readonly order: Code[];

  /** @throws Error when no date can be read by it: an unknown code, a code twice, no year, two ways to name the day. */
  constructor(readonly text: string) {
    const parts = partsOf(text);
    this.order = parts.flatMap((part) => ('code' in part ? [part.code] : []));
    const problem = problemOf(this.order);
    if (problem !== null) throw new Error(`"${text}" cannot tell a date: ${problem}`);
    this.anywhere = new RegExp(expressionOf(parts, ({ digits }) => `\\d{${digits}}`));
    this.whole = new RegExp(`^${expressionOf(parts, ({ values }) => `(${values})`)}$`);
  }

  /** The date in a name. Where Curator fails for one impossible date (`2019.13.45`), the name counts as undated here. */
  find(name: string): DateInName {
    const found = this.anywhere.exec(name)?.[0];
    if (found === undefined) return { problem: `has no date like ${this.text} in its name` };
    return this.read(found) ?? { problem: `has ${found} in its name, which is no date` };
  }

  /** The second that a whole text tells, or null. Leading zeros may be missing. */
  read(text: string): { second: number } | null {
    const match = this.whole.exec(text);
    if (match === null) return null;
    const second = secondFrom(Object.fromEntries(this.order.map((code, place) => [code, Number(match[place + 1])])));
    return second === null ? null : { second };
  }
}

function partsOf(text: string): Part[] {
  return text
    .split(/(%.?)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.startsWith('%')) {
        const code = piece.slice(1);
        if (!Object.hasOwn(codes, code))
          throw new Error(`"${piece}" in "${text}" is not a known code: use ${known.join(', ')}`);
        return { code: code as Code };
      }
      const special = /[\\^$*+?{}()[\]|]/.exec(piece)?.[0];
      if (special !== undefined)
        throw new Error(
          `"${special}" in "${text}" would be part of a regular expression: use only codes and plain text`,
        );
      return { literal: piece };
    });
}

const known = Object.keys(codes).map((code) => `%${code}`);

function expressionOf(parts: readonly Part[], form: (code: (typeof codes)[Code]) => string): string {
  return parts
    .map((part) => ('literal' in part ? part.literal.replace(/\./g, '\\.') : form(codes[part.code])))
    .join('');
}

/** Combinations that Python refuses, or reads as something that nobody means (1900 where there is no year). */
function problemOf(order: readonly Code[]): string | null {
  const has = (code: Code) => order.includes(code);
  const twice = order.find((code, place) => order.indexOf(code) !== place);
  if (twice !== undefined) return `it has %${twice} twice`;
  if (has('G') !== has('V')) return '%G and %V, the year and week of ISO 8601, need each other';
  const years = (['Y', 'y', 'G'] as const).filter(has);
  if (years.length === 0) return 'it has no year';
  const days = [has('m') || has('d'), has('j'), has('W'), has('U'), has('V')].filter(Boolean);
  if (years.length > 1 || days.length > 1) return 'it names the same thing in two ways';
  if (has('d') && !has('m')) return 'it has a day without a month';
  return null;
}

function secondFrom({ Y, y, G, m = 1, d = 1, j, W, U, V, H = 0, M = 0, S = 0 }: Fields): number | null {
  // Python's pivot: 69 is 1969, 68 is 2068.
  const year = Y ?? G ?? (y === undefined ? 0 : y + (y < 69 ? 2000 : 1900));
  const first = secondOf(year, 1, 1);
  if (first === null || S > 59) return null;
  const time = H * 3600 + M * 60 + S;
  if (j !== undefined) return first + (j - 1) * 86_400 + time;
  if (V !== undefined) return firstDayOfIsoWeek(year, V) + time;
  if (W !== undefined) return firstDayOfWeek(year, W, 'monday') + time;
  if (U !== undefined) return firstDayOfWeek(year, U, 'sunday') + time;
  const day = secondOf(year, m, d);
  return day === null ? null : day + time;
}
