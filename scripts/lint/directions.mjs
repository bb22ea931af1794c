const plugin = name => `@flytower/backstage-plugin-${name}`;
const common = '@flytower/cloud-common';
const ui = [common, '@flytower/cloud-react'];
const server = [common, '@flytower/cloud-node'];

/** Who may lean on whom. A package that is not listed may lean on nothing of ours. */
export const allowed = {
  '@flytower/cloud-node': [common],
  '@flytower/cloud-react': [common],
  '@flytower/simulated-cloud': [],
  [plugin('projects')]: ui,
  [plugin('clusters')]: ui,
  [plugin('functions')]: ui,
  [plugin('overview')]: ui,
  [plugin('projects-backend')]: server,
  [plugin('clusters-backend')]: server,
  [plugin('functions-backend')]: server,
  [plugin('catalog-backend-module-cloud')]: server,
  [plugin('scaffolder-backend-module-cloud')]: server,
  [plugin('permission-backend-module-cloud')]: server,
  app: [
    ...ui,
    ...['projects', 'clusters', 'functions', 'overview'].map(plugin),
  ],
  backend: [
    'app',
    ...['projects', 'clusters', 'functions'].map(name =>
      plugin(`${name}-backend`),
    ),
    ...['catalog', 'scaffolder', 'permission'].map(name =>
      plugin(`${name}-backend-module-cloud`),
    ),
  ],
};

/** Only tests may: the package as a development dependency, never a dependency. */
export const testOnly = '@flytower/simulated-cloud';

/** The clients of the upstream systems are for the domain backends alone. */
export const upstream = '@flytower/cloud-node/upstream';
export const upstreamUsers = [
  'projects-backend',
  'clusters-backend',
  'functions-backend',
].map(plugin);
