interface Schema {
  type?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** What in a value breaks a JSON Schema, as far as editors show it while one types: structure, types and known values. */
export function violations(schema: Schema, value: unknown, path: readonly string[] = []): string[] {
  const say = (problem: string, ...rest: string[]) => [`${[...path, ...rest].join('.')}: ${problem}`];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return choices.some((choice) => violations(choice, value).length === 0) ? [] : say('fits nothing');
  if (schema.type !== undefined && !isOfType(schema.type, value)) return say(`not ${schema.type}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) return say('not one of the known');
  if (Array.isArray(value))
    return value.flatMap((item, index) => violations(schema.items ?? {}, item, [...path, String(index)]));
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? []).filter((key) => !(key in value)).flatMap((key) => say('missing', key));
  const inside = Object.entries(value).flatMap(([key, member]) => {
    const known = schema.properties?.[key] ?? schema.additionalProperties ?? true;
    if (known === false) return say('not known', key);
    return violations(known === true ? {} : known, member, [...path, key]);
  });
  return [...missing, ...inside];
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
