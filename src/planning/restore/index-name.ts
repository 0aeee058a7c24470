/** Of a name, in UTF-8. */
const mostBytes = 255;

/**
 * Why Elasticsearch would not take a text as the name of an index, a clause; null for a name that it takes
 * (MetadataCreateIndexService.validateIndexOrAliasName; a colon is refused from 7.0 on, and everywhere here).
 */
export function whyNoIndexName(name: string): string | null {
  if (name === '') return 'it is empty';
  if (name === '.' || name === '..') return 'it is the name of a folder';
  if (/^[-_+]/.test(name)) return `it starts with "${name.charAt(0)}"`;
  if (name !== name.toLowerCase()) return 'it has capital letters';
  const [forbidden] = /[\s\\/*?"<>|,#:]/.exec(name) ?? [];
  if (forbidden !== undefined) return forbidden.trim() === '' ? 'it has a space' : `it contains "${forbidden}"`;
  const bytes = utf8Length(name);
  return bytes > mostBytes ? `it is ${bytes} bytes long, and ${mostBytes} are the most` : null;
}

function utf8Length(text: string): number {
  return [...text].reduce((sum, character) => sum + bytesOf(character.codePointAt(0) ?? 0), 0);
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
