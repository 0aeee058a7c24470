import type { ScalarTag } from 'yaml';
import { ConfigError } from './problem';
import { readImportedText } from './policy-file';
import { presets } from './presets';
import { YamlSource } from './yaml-source';

/** A Curator action file as Curator reads it, and what is known from where it was found. */
export interface CuratorFile {
  value: unknown;
  place: (path: readonly PropertyKey[]) => string;
  /** The address in the client configuration that lies beside it. */
  url?: string;
  preset?: { name: string; pattern: string };
  /** What was taken from the environment, one sentence each. */
  remarks: string[];
}

/**
 * Reads an action file, or the ConfigMap that holds one. `${NAME}` and `${NAME:default}` are replaced from the
 * environment where they are a whole value without quotes, as Curator does (utils.get_yaml, 5.8.4).
 * @throws ConfigError when it cannot be read or is no YAML.
 */
export function readCuratorFile(file: string): CuratorFile {
  const text = readImportedText(file);
  const plain = parse(text, file);
  const manifest = plain.source.value as Manifest | null;
  if (manifest?.kind !== 'ConfigMap') return { ...valueOf(plain), remarks: plain.remarks };
  const data = Object.entries(manifest.data ?? {});
  const [key, content] = data.find(([, each]) => /^actions:/m.test(each)) ?? [];
  if (key === undefined || content === undefined)
    throw new ConfigError(file, [
      'data: no key of this ConfigMap holds a Curator action file (a text with "actions:")',
    ]);
  const action = parse(content, `${file}, data.${key}`);
  const url = urlIn(data.filter(([other]) => other !== key).map(([, each]) => each));
  return {
    ...valueOf(action),
    ...(url === undefined ? {} : { url }),
    ...presetOf(manifest),
    remarks: action.remarks,
  };
}

interface Manifest {
  kind?: unknown;
  metadata?: { name?: string; labels?: Record<string, string> };
  data?: Record<string, string>;
}

interface Parsed {
  source: YamlSource;
  remarks: string[];
}

function valueOf({ source }: Parsed): Pick<CuratorFile, 'value' | 'place'> {
  return { value: source.value, place: (path) => source.place(path) };
}

/** PyYAML, which Curator uses, reads YAML 1.1: yes and no are true and false. */
function parse(text: string, file: string): Parsed {
  const remarks: string[] = [];
  const variable: ScalarTag = {
    tag: '!single',
    default: true,
    test: /^\$\{(.*)\}$/,
    resolve: (written) => fromEnvironment(written.slice(2, -1), remarks),
  };
  const source = YamlSource.parse(text, file, { version: '1.1', customTags: (tags) => [variable, ...tags] });
  return { source, remarks };
}

function fromEnvironment(inner: string, remarks: string[]): string | null {
  const [name = '', ...defaults] = inner.split(':');
  const value = process.env[name];
  const tell = (text: string) => void remarks.push(`\${${inner}}: ${text}`);
  if (defaults.length > 1)
    tell('Curator cannot read a default with a colon in it; here it is all that follows the first');
  if (value !== undefined) tell(`has the value of the variable ${name} of this environment, not of Curator's`);
  else if (defaults.length > 0) tell(`has its default, because ${name} is not set here`);
  else tell(`counts as left out, as for Curator, because ${name} is not set here`);
  return value ?? (defaults.length === 0 ? null : defaults.join(':'));
}

/** Curator's own client section: hosts, port and use_ssl. */
function urlIn(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const { client } = (tryParse(text) ?? {}) as { client?: { hosts?: unknown; port?: unknown; use_ssl?: unknown } };
    const host: unknown = Array.isArray(client?.hosts) ? client.hosts[0] : client?.hosts;
    if (typeof host !== 'string' || host === '') continue;
    if (/^https?:/.test(host)) return host;
    return `${client?.use_ssl === true ? 'https' : 'http'}://${host}:${typeof client?.port === 'number' ? client.port : 9200}`;
  }
  return undefined;
}

function tryParse(text: string): unknown {
  try {
    return parse(text, '').source.value;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** KubeSphere's own Curator, by the name of its Helm release; version 3 gave each kind of index an action of its own. */
function presetOf({ metadata }: Manifest): Pick<CuratorFile, 'preset'> {
  if (metadata?.labels?.release !== 'elasticsearch-logging-curator') return {};
  const name = metadata.labels.heritage === 'Tiller' ? 'kubesphere-2.1' : 'kubesphere-3';
  return { preset: { name, pattern: presets[name]?.indexPattern ?? '' } };
}
