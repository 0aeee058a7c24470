/** The strftime codes that names of indices and snapshots may use; the same letters as in Curator's `timestring`. */
const codes = {
  Y: { digits: 4, unit: 'year' },
  m: { digits: 2, unit: 'month' },
  d: { digits: 2, unit: 'day' },
  H: { digits: 2, unit: 'hour' },
  M: { digits: 2, unit: 'minute' },
  S: { digits: 2, unit: 'second' },
} as const;

export type CalendarUnit = (typeof codes)[keyof typeof codes]['unit'];
export type CalendarFields = Partial<Record<CalendarUnit, number>>;

type Part = { literal: string } | { code: keyof typeof codes };

/**
 * A name with calendar codes in it, such as `snapshot-%Y%m%d%H%M%S`: renders a moment into a name and reads the
 * moment back out of one. Text between the codes is literal (a `.` is a dot, unlike in Curator's prefixes).
 */
export class CalendarPattern {
  private readonly parts: Part[];
  private readonly expression: RegExp;

  /** @throws Error naming the unknown or repeated code. */
  constructor(readonly text: string) {
    this.parts = splitParts(text);
    const source = this.parts.map((part) =>
      'literal' in part ? escape(part.literal) : `(\\d{${codes[part.code].digits}})`,
    );
    this.expression = new RegExp(`^${source.join('')}$`);
  }

  /** The units that names made from this pattern carry. */
  get units(): CalendarUnit[] {
    return this.parts.flatMap((part) => ('code' in part ? [codes[part.code].unit] : []));
  }

  /** The text before the first code; all names share it. */
  get prefix(): string {
    const first = this.parts[0];
    return first !== undefined && 'literal' in first ? first.literal : '';
  }

  render(fields: Required<CalendarFields>): string {
    return this.parts
      .map((part) => {
        if ('literal' in part) return part.literal;
        const { unit, digits } = codes[part.code];
        return String(fields[unit]).padStart(digits, '0');
      })
      .join('');
  }

  /** The calendar fields in a name, or null when the name was not made from this pattern. Ranges are not checked. */
  read(name: string): CalendarFields | null {
    const match = this.expression.exec(name);
    if (match === null) return null;
    return Object.fromEntries(this.units.map((unit, position) => [unit, Number(match[position + 1])]));
  }
}

function splitParts(text: string): Part[] {
  const seen = new Set<string>();
  const parts: Part[] = [];
  for (const piece of text.split(/(%.?)/).filter((part) => part !== '')) {
    if (!piece.startsWith('%')) {
      parts.push({ literal: piece });
      continue;
    }
    const code = piece.slice(1);
    if (!(code in codes)) throw new Error(`"${piece}" in "${text}" is not a known code: use ${knownCodes()}`);
    if (seen.has(code)) throw new Error(`"${piece}" stands twice in "${text}": use each code once`);
    seen.add(code);
    parts.push({ code: code as keyof typeof codes });
  }
  return parts;
}

function knownCodes(): string {
  return Object.keys(codes)
    .map((code) => `%${code}`)
    .join(', ');
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
