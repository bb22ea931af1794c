import { define } from './define';
import {
  boolean,
  conditions,
  fields,
  integer,
  list,
  object,
  open,
  string,
} from './schema';

const catalog = { group: 'catalog.cattle.io', version: 'v1' } as const;

export const catalogKinds = [
  define({
    ...catalog,
    kind: 'ClusterRepo',
    plural: 'clusterrepos',
    cluster: true,
    fields: {
      spec: object({
        OCIOptions: open,
        ...fields(
          string,
          'basicAuthSecretName caBundle forceUpdate gitBranch gitRepo serviceAccount serviceAccountNamespace url',
        ),
        clientSecret: object(fields(string, 'name namespace')),
        defaultImagePullSecrets: list(open),
        ...fields(
          boolean,
          'disableSameOriginCheck enabled insecurePlainHttp insecureSkipTLSVerify',
        ),
        exponentialBackOffValues: open,
        refreshInterval: integer,
      }),
      status: object(
        {
          ...fields(
            string,
            'branch commit downloadTime indexConfigMapName indexConfigMapNamespace indexConfigMapResourceVersion nextRetryAt url',
          ),
          conditions,
          ...fields(integer, 'numberOfRetries observedGeneration'),
          shouldNotSkip: boolean,
        },
        'observedGeneration',
      ),
    },
    required: ['spec'],
    columns: [
      'HTTP_URL .spec.url',
      'Enabled .spec.enabled',
      'Git_Repo .spec.gitRepo',
      'Git_Branch .spec.gitBranch',
      'Download_Time .status.downloadTime',
    ],
  }),
  define({
    ...catalog,
    kind: 'App',
    plural: 'apps',
    open: true,
    columns: [
      'Chart .spec.chart.metadata.name',
      'Version .spec.chart.metadata.version',
      'Release_Name .spec.name',
      'Release_Version .spec.version',
      'Status .spec.info.status',
    ],
  }),
  define({
    ...catalog,
    kind: 'Operation',
    plural: 'operations',
    open: true,
    columns: [
      'Target_Namespace .status.podNamespace',
      'Command .status.command',
    ],
  }),
];
