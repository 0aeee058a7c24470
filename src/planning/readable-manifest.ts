import type { Manifest } from './manifest';
import { restorable } from './restorable';

const hidden = '(hidden)';

/** kubectl's copy of the whole object. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object as people should see it: without what the server keeps for itself, and without secrets. */
export function readable(manifest: Manifest): object {
  const { metadata, ...rest } = restorable(manifest);
  const shown = rest['kind'] === 'Secret' ? withHiddenData(rest) : rest;
  return visible({ ...shown, metadata: withoutLastApplied(metadata) }) as object;
}

function withoutLastApplied(metadata: Manifest['metadata']): object {
  const { annotations = {}, ...rest } = metadata;
  const kept = Object.entries(annotations).filter(([name]) => name !== lastApplied);
  return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}

function withHiddenData(secret: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(secret).map(([field, value]) =>
      field === 'data' || field === 'stringData'
        ? [field, Object.fromEntries(Object.keys(value as object).map((key) => [key, hidden]))]
        : [field, value],
    ),
  );
}

/** The same at every depth: a diff goes into a workflow's result, where no password may be. */
function visible(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([field, content]): [string, unknown] => [field, visible(content)]);
  return isSecretVariable(value) ? { ...Object.fromEntries(entries), value: hidden } : Object.fromEntries(entries);
}

const secretWords = /passw|secret|token|credential|(access|api|private|encryption)_?-?key/i;

function isSecretVariable(value: object): boolean {
  return 'name' in value && 'value' in value && secretWords.test(String(value.name)) && value.value !== '';
}

/** A carriage return, or blanks in the last line, would make YAML write all lines as one. */
function visibleText(text: string): string {
  if (!text.includes('\n')) return text;
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]+$/, '\n')
    .split('\n')
    .map(withHiddenValue)
    .join('\n');
}

function withHiddenValue(line: string): string {
  const [, name, value] = /^(\s*[\w.-]+\s*[:=]\s*)(\S.*)$/.exec(line) ?? [];
  return name !== undefined && value !== undefined && secretWords.test(name) ? `${name}${hidden}` : line;
}
