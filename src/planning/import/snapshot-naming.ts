import { SnapshotNaming } from '../snapshot-name';
import { TimeZone } from '../time-zone';

/** A pattern of snapshot names as logkeep needs it: unique to the second. */
export interface ImportedName {
  name: string;
  /** Whether names are exactly as before. */
  same: boolean;
}

const utc = TimeZone.parse('UTC');
const fallback = 'snapshot-%Y%m%d%H%M%S';
const codes = ['Y', 'm', 'd', 'H', 'M', 'S'];

// Letters of Java's and OpenSearch's date formats.
const letters: Record<string, string> = { yyyy: '%Y', uuuu: '%Y', MM: '%m', dd: '%d', HH: '%H', mm: '%M', ss: '%S' };

/** From a strftime name, or from date math such as `<nightly-{now/d}>`; codes that are missing are added at the end. */
export function importedName(written: string): ImportedName {
  const text = written.startsWith('<') ? fromDateMath(written) : written;
  if (text === null) return { name: fallback, same: false };
  const missing = codes.filter((code) => !text.includes(`%${code}`));
  const name = missing.length === 0 ? text : `${text}-${missing.map((code) => `%${code}`).join('')}`;
  return isName(name) ? { name, same: name === written } : { name: fallback, same: false };
}

/** A date format of Java (`yyyy-MM-dd'T'HH:mm`) as a strftime one, or null when it has more than numbers in it. */
export function fromDateFormat(format: string): string | null {
  let text = '';
  for (const [piece] of format.matchAll(/'[^']*'|[A-Za-z]+|[^A-Za-z']+/g)) {
    if (piece.startsWith("'")) text += piece.slice(1, -1);
    else if (/^[A-Za-z]/.test(piece)) {
      const code = letters[piece] ?? [...piece.matchAll(/([A-Za-z])\1*/g)].map(([run]) => letters[run] ?? '?').join('');
      if (code.includes('?')) return null;
      text += code;
    } else text += piece;
  }
  return text.toLowerCase().replace(/%[a-z]/g, (code, place: number) => exactCode(text, code, place));
}

/** Lower-casing must not turn %Y into %y. */
function exactCode(text: string, code: string, place: number): string {
  return text.slice(place, place + code.length);
}

function fromDateMath(written: string): string | null {
  const [, prefix = '', format = 'yyyy.MM.dd', suffix = ''] =
    /^<([^{}]*)\{now(?:\/[a-zA-Z])?(?:\{([^{}|]*)(?:\|[^{}]*)?\})?\}([^{}]*)>$/.exec(written) ?? [];
  if (prefix === '' && suffix === '') return null;
  const dates = fromDateFormat(format);
  return dates === null ? null : `${prefix}${dates}${suffix}`;
}

function isName(text: string): boolean {
  try {
    return new SnapshotNaming(text, utc).text === text;
  } catch {
    return false;
  }
}
