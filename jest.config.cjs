// ESM-only packages that tests reach through the command, the sandbox and the Kubernetes client; jest has to transform
// them.
const esmPackages = [
  'listr2',
  'cli-truncate',
  'colorette',
  'eventemitter3',
  'log-update',
  'rfdc',
  'wrap-ansi',
  'ansi-styles',
  'ansi-escapes',
  'cli-cursor',
  'slice-ansi',
  'strip-ansi',
  'string-width',
  'ansi-regex',
  'restore-cursor',
  'onetime',
  'mimic-function',
  'emoji-regex',
  'get-east-asian-width',
  'environment',
  'is-fullwidth-code-point',
  '@kubernetes/client-node',
  'openid-client',
  'oauth4webapi',
  'jose',
  'jsonpath-plus',
  'js-yaml',
  'socks-proxy-agent',
  'agent-base',
];

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' }, swcrc: false },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
};

const root = __dirname;

/** @type {import('jest').Config} */
module.exports = {
  // First bundles and server starts are slow on small machines; tests wait for conditions, this only ends a hang.
  testTimeout: 180_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      rootDir: root,
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['<rootDir>/test/(sandbox|integration|replay|workflows|full)/'],
    },
    {
      ...shared,
      displayName: 'sandbox',
      rootDir: root,
      roots: ['<rootDir>/test/sandbox'],
      testPathIgnorePatterns: ['<rootDir>/test/sandbox/kubernetes'],
    },
    {
      ...shared,
      displayName: 'servers',
      rootDir: root,
      roots: ['<rootDir>/test/integration', '<rootDir>/test/replay', '<rootDir>/test/workflows'],
      testPathIgnorePatterns: ['<rootDir>/test/integration/(kubernetes|curator|monitoring)/'],
      globalSetup: '<rootDir>/test/world/global-setup.ts',
      globalTeardown: '<rootDir>/test/world/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'full',
      rootDir: root,
      roots: ['<rootDir>/test/full', '<rootDir>/test/integration/curator', '<rootDir>/test/integration/monitoring'],
      globalSetup: '<rootDir>/test/world/global-setup.ts',
      globalTeardown: '<rootDir>/test/world/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'kubernetes',
      rootDir: root,
      // Not the sandbox's own folder: jest would take the snapshots of an etcd in it for its own.
      roots: ['<rootDir>/test'],
      testMatch: ['<rootDir>/test/integration/kubernetes/**/*.test.ts', '<rootDir>/test/sandbox/kubernetes*.test.ts'],
      globalSetup: '<rootDir>/test/world/kubernetes-setup.ts',
      globalTeardown: '<rootDir>/test/world/kubernetes-teardown.ts',
    },
  ],
};
