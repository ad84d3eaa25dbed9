// Who may import whom (docs/ARCHITECTURE.md). An edge that is not written here is an error.
const SPEC = '\\.spec\\.ts$';
const pure = ['kernel', 'domain', 'operations', 'scheduler', 'mesh/core', 'qemu/core', 'console'];

/** library → libraries it may import */
const ALLOWED = {
  kernel: [],
  contracts: [],
  domain: ['kernel'],
  operations: ['kernel', 'domain'],
  scheduler: ['kernel', 'domain'],
  console: ['kernel'],
  'mesh/core': ['kernel', 'domain'],
  'mesh/libp2p': ['kernel', 'domain', 'mesh/core'],
  'qemu/core': ['kernel', 'domain'],
  'qemu/host': ['kernel', 'domain', 'qemu/core', 'agent/app'],
  nfs: ['kernel'],
  storage: ['kernel', 'domain', 'nfs', 'agent/app'],
  'agent/app': ['kernel', 'domain', 'qemu/core', 'console'],
  'agent/api': ['kernel', 'domain', 'agent/app', 'console', 'contracts'],
  'agent/consoles': ['kernel', 'domain', 'agent/app', 'console'],
  'agent/identity': ['kernel', 'domain', 'agent/app'],
  'controller/app': ['kernel', 'domain', 'scheduler', 'console', 'operations'],
  'controller/persistence': ['kernel', 'domain', 'operations', 'controller/app'],
  'controller/postgres': ['kernel'],
  'controller/tasks': ['kernel', 'domain', 'controller/app'],
  'controller/agent-client': ['kernel', 'domain', 'operations', 'console', 'contracts', 'controller/app'],
  'controller/identity': ['kernel', 'controller/app'],
  'controller/api': ['kernel', 'domain', 'operations', 'contracts', 'controller/app'],
  runtime: ['kernel'],
  testing: ['kernel'],
  'web/data-access': ['kernel', 'domain', 'operations'],
  'web/ui': ['kernel', 'domain', 'operations', 'web/data-access'],
  'web/terminal': ['kernel', 'domain', 'operations', 'web/data-access', 'web/ui'],
  'web/vnc': ['kernel', 'domain', 'operations', 'web/data-access', 'web/ui'],
  'web/features': ['kernel', 'domain', 'operations', 'web/data-access', 'web/ui', 'web/terminal', 'web/vnc'],
};
const APPS = {
  controller: [
    'kernel',
    'domain',
    'operations',
    'scheduler',
    'console',
    'contracts',
    'runtime',
    'mesh/core',
    'mesh/libp2p',
    'controller/',
  ],
  agent: [
    'kernel',
    'domain',
    'console',
    'contracts',
    'runtime',
    'mesh/core',
    'mesh/libp2p',
    'qemu/core',
    'qemu/host',
    'storage',
    'agent/',
  ],
  cli: ['kernel', 'domain', 'operations', 'runtime'],
  web: ['kernel', 'domain', 'operations', 'web/'],
};
/** third-party technology → the only places that may import it */
const TECHNOLOGY = {
  '(typeorm|pg)': '^libs/controller/persistence/',
  '(libp2p|@libp2p/|@chainsafe/|@multiformats/)': '^libs/mesh/libp2p/',
  '@nestjs/': '^(libs/controller/api|apps/controller)/',
  '@grpc/': '^(libs/(agent/api|controller/agent-client|controller/api|contracts)/|scripts/)',
  '@xterm/': '^libs/web/terminal/',
  '@novnc/': '^libs/web/vnc/',
  '@peculiar/': '^libs/controller/identity/',
  '@node-rs/argon2': '^libs/controller/identity/',
  '@angular/': '^(apps/web|libs/web)/',
};

const escape = (text) => text.replaceAll('/', '\\/');
const forLibrary = ([library, allowed]) => ({
  name: `from-${library.replace('/', '-')}`,
  comment: `libs/${library} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^libs/${library}/src/`, pathNot: SPEC },
  to: { path: '^(libs|apps|test)/', pathNot: `^libs/(${[library, ...allowed].map(escape).join('|')})/src/` },
});
const throughTheIndex = (library) => ({
  name: `through-the-index-${library.replace('/', '-')}`,
  comment: 'import another library by its package name, not by a path into it',
  severity: 'error',
  from: { path: `^libs/${library}/src/`, pathNot: SPEC },
  to: { path: '^libs/', pathNot: [`^libs/${library}/`, '/src/index[.]ts$'] },
});
const forApp = ([app, allowed]) => ({
  name: `from-app-${app}`,
  comment: `apps/${app} may import only: ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^apps/${app}/`, pathNot: SPEC },
  to: {
    path: '^(libs|apps|test)/',
    pathNot: `^(apps/${app}/|libs/(${allowed.map((name) => (name.endsWith('/') ? `${escape(name)}[^/]+` : escape(name))).join('|')})/src/)`,
  },
});
const forTechnology = ([technology, place]) => ({
  name: `one-place-for-${technology.match(/[a-z0-9-]+/)[0]}`,
  comment: `one technology, one place: ${place}`,
  severity: 'error',
  from: { path: '^(libs|apps|scripts)/', pathNot: [place, SPEC] },
  to: { path: `node_modules/${technology}` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'break the cycle: move what both need into a third file',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [SPEC, '^libs/testing/', '^libs/.+/test/'] },
      to: { path: '(^test/|^libs/testing/)' },
    },
    {
      name: 'pure-stays-pure',
      severity: 'error',
      comment: 'pure libraries know no Node',
      from: { path: `^libs/(${pure.map(escape).join('|')})/src/`, pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.keys(ALLOWED).map(throughTheIndex),
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(ALLOWED).map(forLibrary),
    ...Object.entries(APPS).map(forApp),
    ...Object.entries(TECHNOLOGY).map(forTechnology),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|/gen/|^node_modules/.+/node_modules/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
