import { CuratorDate } from './curator-date';

/** A filter of a Curator action whose outcome logkeep can tell. */
export interface CuratorFilter {
  kind: 'pattern' | 'age';
  /** Which indices pass it, words that follow "indices". */
  words: string;
  passes(index: string, at: Date): boolean;
}

/** Curator counts a month as 30 days and a year as 365 (utils.get_unit_count, 5.8). */
const unitSeconds: Record<string, number> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
  weeks: 604_800,
  months: 2_592_000,
  years: 31_536_000,
};

type Raw = Readonly<Record<string, unknown>>;

/** The filter that a section of an action file describes; or what of it logkeep does not know, a clause. */
export function curatorFilter(raw: Raw): CuratorFilter | string {
  // A key without a value means its default.
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value != null));
  const { filtertype: kind = '(none named)' } = given;
  const fromEnvironment = Object.values(given).find(isVariable);
  if (fromEnvironment !== undefined) return `a value from its environment, ${fromEnvironment}`;
  if (kind === 'none') return { kind: 'pattern', words: '', passes: () => true };
  if (kind === 'pattern') return patternFilter(given);
  if (kind === 'age') return ageFilter(given);
  return `a filter of type ${String(kind)}`;
}

function isVariable(value: unknown): value is string {
  return typeof value === 'string' && /^\$\{.*\}$/.test(value);
}

/** The value is a regular expression, unescaped: the dot of a prefix is any character. */
function patternFilter({ kind, value, exclude = false }: Raw): CuratorFilter | string {
  const text = typeof value === 'number' ? String(value) : value;
  const pattern = patterns[String(kind)];
  if (pattern === undefined || typeof text !== 'string' || typeof exclude !== 'boolean')
    return `a filter for names of kind ${String(kind)}`;
  const [expression, verb] = pattern(text);
  try {
    const regex = new RegExp(expression);
    const words = `${exclude ? 'not ' : ''}${verb} ${text}`;
    return { kind: 'pattern', words, passes: (index) => regex.test(index) !== exclude };
  } catch {
    return `the regular expression ${text}`;
  }
}

const patterns: Record<string, (value: string) => [expression: string, verb: string]> = {
  prefix: (value) => [`^${value}.*$`, 'beginning with'],
  suffix: (value) => [`^.*${value}$`, 'ending with'],
  regex: (value) => [value, 'matching'],
};

const understood = ['filtertype', 'source', 'direction', 'timestring', 'unit', 'unit_count', 'exclude'];

/** Strictly older or younger, by the first date in the name; a name without one never passes. */
function ageFilter(given: Raw): CuratorFilter | string {
  const other = Object.keys(given).find((key) => !understood.includes(key));
  if (other !== undefined) return `a filter for age with ${other}`;
  const { source, direction, timestring, unit, unit_count: amount, exclude = false } = given;
  if (source !== 'name') return `a filter for age by ${String(source)}`;
  const seconds = unitSeconds[String(unit)];
  const date = CuratorDate.parse(String(timestring));
  const isKnown = direction === 'older' || direction === 'younger';
  if (!isKnown || seconds === undefined || date === null || typeof amount !== 'number' || typeof exclude !== 'boolean')
    return 'a filter for age that it does not know';
  const limit = amount * seconds * 1_000;
  return {
    kind: 'age',
    words: `${exclude ? 'not ' : ''}${direction} than ${amount} ${String(unit)} by the date in their names`,
    passes: (index, at) => {
      const moment = date.read(index);
      if (moment === null) return false;
      const cut = at.getTime() - limit;
      return (direction === 'older' ? moment < cut : moment > cut) !== exclude;
    },
  };
}
