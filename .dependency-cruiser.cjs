/**
 * The arrows of the house (CONTRIBUTING.md, "Layers"). Everything not allowed here is an error of `npm run lint`.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const forbid = (name, from, to, comment, extra = {}) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to, ...extra },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    forbid('planning-is-pure', '^src/planning', '^(src/(?!planning)|test|sandbox)', 'planning knows nobody'),
    forbid(
      'workflows-arrows',
      '^src/workflows',
      '^src/(?!workflows|planning|activities)',
      'workflows → planning, activities (types)',
    ),
    forbid(
      'workflows-import-activities-as-types',
      '^src/workflows',
      '^src/activities',
      'only types cross into the workflow sandbox',
      { dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'elasticsearch-arrows',
      '^src/elasticsearch',
      '^src/(?!elasticsearch|planning)',
      'elasticsearch → planning (value types)',
    ),
    forbid(
      'kubernetes-arrows',
      '^src/kubernetes',
      '^src/(?!kubernetes|planning)',
      'kubernetes → planning (value types)',
    ),
    forbid(
      'activities-arrows',
      '^src/activities',
      '^src/(?!activities|planning|elasticsearch|kubernetes)',
      'activities → planning, elasticsearch, kubernetes',
    ),
    forbid(
      'transfer-arrows',
      '^src/transfer',
      '^src/(?!transfer|planning|elasticsearch)',
      'transfer → planning, elasticsearch',
    ),
    forbid(
      'only-the-command-transfers',
      '^src/(?!client|transfer)',
      '^src/transfer',
      'files land where the command runs, not on the disk of a worker',
    ),
    forbid('config-arrows', '^src/config', '^src/(?!config|planning)', 'config → planning'),
    forbid(
      'client-arrows',
      '^src/client',
      '^src/(?!client|config|planning|workflows|transfer)',
      'client → config, planning, transfer, workflow types',
    ),
    forbid(
      'client-imports-no-workflow-code',
      '^src/client',
      '^src/workflows/[^/]+/index',
      'the command must not load workflow code',
      { dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'nobody-imports-client-or-worker',
      '^src/(?!client|worker)',
      '^src/(client|worker)',
      'client and worker are the ends',
    ),
    forbid('src-stands-alone', '^src', '^(test|sandbox|bench)', 'the product does not need its tests'),
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|sandbox)', pathNot: '^src/(worker|client/main)' },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies-in-src',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'default', 'types'],
    },
  },
};
