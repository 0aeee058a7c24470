import { configJsonSchema } from '../../src/config/schema';

interface Node {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Node>;
  additionalProperties?: Node | false;
  anyOf?: Node[];
  oneOf?: Node[];
  required?: string[];
  minProperties?: number;
  enum?: string[];
  items?: Node;
}

const schema = configJsonSchema() as Node;

/** Whether a value has the shape that a node of the schema allows: kinds, keys and choices, no formats. */
function accepts(node: Node, value: unknown): boolean {
  if (node.anyOf !== undefined) return node.anyOf.some((one) => accepts(one, value));
  if (node.oneOf !== undefined) return node.oneOf.filter((one) => accepts(one, value)).length === 1;
  if (node.enum !== undefined) return node.enum.includes(value as string);
  if (node.type === 'array') return Array.isArray(value) && value.every((item) => accepts(node.items ?? {}, item));
  if (node.type === 'object') return typeof value === 'object' && value !== null && acceptsKeys(node, value);
  return node.type === undefined || [node.type].flat().some((type) => isOfType(type, value));
}

function isOfType(type: string, value: unknown): boolean {
  return typeof value === (type === 'integer' ? 'number' : type);
}

function acceptsKeys(node: Node, value: object): boolean {
  const { properties = {}, additionalProperties, required = [], minProperties = 0 } = node;
  if (!required.every((key) => key in value) || Object.keys(value).length < minProperties) return false;
  return Object.entries(value).every(([key, item]) => {
    const child = properties[key] ?? additionalProperties;
    return child !== undefined && child !== false && accepts(child, item);
  });
}

const elasticsearch = {
  url: ['http://es:9200'],
  username: 'elastic',
  password: { env: 'A' },
  tls: { caFile: '/ca.pem' },
};

test.each([
  ['the smallest file', { clusters: { kubesphere: { preset: 'kubesphere-2.1' } } }],
  ['times alone', { clusters: { kubesphere: { schedule: '0 1 * * *' } } }],
  [
    'a file with everything in it',
    {
      clusters: {
        production: {
          elasticsearch,
          timezone: 'Asia/Shanghai',
          schedule: { cron: '0 1 * * *', catchUp: '12h', overdueAfter: '26h' },
          indices: { pattern: 'logs-%Y.%m.%d' },
          repository: { name: 'nfs', type: 's3', readonly: true, settings: { bucket: 'logs', compress: true } },
          kubernetes: {
            kubeconfig: 'keys/kubeconfig',
            context: 'production',
            namespace: 'logging',
            statefulSets: { data: ['es-data'], master: ['es-master'] },
            configMap: { name: 'es', key: 'elasticsearch.yml' },
            container: 'es',
            claim: { name: 'backup', storageClass: 'nfs', size: '1Ti', retainVolume: true },
          },
          snapshots: { name: 'snapshot-%Y%m%d%H%M%S' },
        },
      },
      worker: { taskQueue: 'logkeep', healthPort: 8080, metricsPort: 9464 },
    },
  ],
])('an editor accepts %s', (_, file) => {
  expect(accepts(schema, file)).toBe(true);
});

test.each([
  ['no clusters', {}],
  ['an empty list of clusters', { clusters: {} }],
  ['an unknown key', { clusters: { a: {} }, cluster: {} }],
  ['an unknown key in a cluster', { clusters: { a: { presets: 'x' } } }],
  ['an unknown key of kubernetes', { clusters: { a: { kubernetes: { namespaces: 'x' } } } }],
  ['an unknown key of schedule', { clusters: { a: { schedule: { cron: '0 1 * * *', catchup: '12h' } } } }],
  ['an unknown preset', { clusters: { a: { preset: 'kubesphere-9' } } }],
  ['a plain password', { clusters: { a: { elasticsearch: { ...elasticsearch, password: 'hunter2' } } } }],
  ['a secret in two places', { clusters: { a: { elasticsearch: { apiKey: { env: 'A', file: 'B' } } } } }],
])('an editor marks a file with %s', (_, file) => {
  expect(accepts(schema, file)).toBe(false);
});

test('an editor can say what each key of a cluster and of the worker is for', () => {
  const { clusters, worker } = schema.properties ?? {};
  const cluster = clusters?.additionalProperties === false ? undefined : clusters?.additionalProperties?.properties;
  const leaves = [
    cluster?.['preset'],
    cluster?.['timezone'],
    cluster?.['schedule'],
    cluster?.['elasticsearch']?.properties?.['password'],
    cluster?.['elasticsearch']?.properties?.['tls'],
    ...Object.values(cluster?.['repository']?.properties ?? {}),
    cluster?.['kubernetes'],
    cluster?.['kubernetes']?.properties?.['namespace'],
    cluster?.['kubernetes']?.properties?.['claim']?.properties?.['size'],
    cluster?.['indices']?.properties?.['pattern'],
  ];
  for (const leaf of [...leaves, ...Object.values(worker?.properties ?? {})]) expect(leaf?.description).toBeTruthy();
});
