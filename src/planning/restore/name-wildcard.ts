/** What logkeep makes for itself (its ledger, what it has set aside, proofs) begins like this, and is nobody's logs. */
const ownPrefix = 'logkeep-';

/** Whether an index is one of logkeep's own. */
export function isOwnIndex(name: string): boolean {
  return name.startsWith(ownPrefix);
}

/** Whether an expression stands for several names. */
export function isWildcard(expression: string): boolean {
  return expression.includes('*');
}

/**
 * Those of the names that an expression means: `*` stands for any letters, also for none. As in Elasticsearch, a
 * wildcard reaches names that begin with a dot only when it begins with one itself; logkeep's own are never reached.
 */
export function matching(expression: string, names: Iterable<string>): string[] {
  const parts = expression.split('*');
  return [...names].filter((name) => {
    if (isOwnIndex(name)) return false;
    if (!isWildcard(expression)) return name === expression;
    return name.startsWith('.') === expression.startsWith('.') && holdsInOrder(name, parts);
  });
}

/** Without a regular expression, whose time grows with every star. */
function holdsInOrder(name: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
