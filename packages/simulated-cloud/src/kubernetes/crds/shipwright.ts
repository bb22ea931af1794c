import { condition, define } from './define';
import {
  boolean,
  dateTime,
  fields,
  integer,
  list,
  map,
  object,
  oneOf,
  open,
  string,
} from './schema';

const shipwright = { group: 'shipwright.io', version: 'v1beta1' } as const;

const paramValues = list(
  object(
    {
      ...fields(string, 'name value'),
      ...fields(open, 'configMapValue secretValue'),
      values: list(open),
    },
    'name',
  ),
);

const source = object({
  type: oneOf('Local', 'Git', 'OCI'),
  contextDir: string,
  git: object(
    { ...fields(string, 'cloneSecret revision url'), depth: integer },
    'url',
  ),
  local: open,
  ociArtifact: open,
});

const output = object({
  ...fields(map(), 'annotations labels'),
  ...fields(string, 'image pushSecret timestamp'),
  insecure: boolean,
  vulnerabilityScan: open,
});

const shared = {
  env: list(open),
  nodeSelector: map(),
  output,
  paramValues,
  retention: open,
  schedulerName: string,
  timeout: string,
  tolerations: list(open),
  volumes: list(open),
};

const buildSpec = object({
  ...shared,
  source,
  strategy: object(
    { kind: oneOf('BuildStrategy', 'ClusterBuildStrategy'), name: string },
    'name',
  ),
  trigger: open,
});

const strategySpec = object({
  parameters: list(
    object(
      {
        ...fields(string, 'default description name'),
        defaults: list(string),
        type: oneOf('string', 'array'),
      },
      'name',
    ),
  ),
  securityContext: open,
  steps: list(open),
  volumes: list(open),
});

/** Shipwright: how source code becomes an image. */
export const shipwrightKinds = [
  define({
    ...shipwright,
    kind: 'Build',
    plural: 'builds',
    fields: {
      spec: buildSpec,
      status: object(fields(string, 'message reason registered')),
    },
    columns: [
      'Registered .status.registered',
      'Reason .status.reason',
      'BuildStrategyKind .spec.strategy.kind',
      'BuildStrategyName .spec.strategy.name',
      'CreationTime:date .metadata.creationTimestamp',
    ],
  }),
  define({
    ...shipwright,
    kind: 'BuildRun',
    plural: 'buildruns',
    shortNames: ['br'],
    fields: {
      spec: object({
        ...shared,
        build: object({ name: string, spec: buildSpec }),
        serviceAccount: string,
        source: open,
        state: string,
      }),
      status: object({
        buildSpec,
        ...fields(dateTime, 'completionTime startTime'),
        conditions: list(
          object(
            {
              lastTransitionTime: dateTime,
              ...fields(string, 'message reason status type'),
            },
            'status',
            'type',
          ),
        ),
        failureDetails: object({
          location: object(fields(string, 'container pod')),
          ...fields(string, 'message reason'),
        }),
        output: object({
          digest: string,
          size: integer,
          vulnerabilities: list(open),
        }),
        source: object({
          git: object(fields(string, 'branchName commitAuthor commitSha')),
          ociArtifact: open,
          timestamp: dateTime,
        }),
        taskRunName: string,
      }),
    },
    columns: [
      `Succeeded ${condition('Succeeded')}`,
      `Reason ${condition('Succeeded', 'reason')}`,
      'StartTime:date .status.startTime',
      'CompletionTime:date .status.completionTime',
    ],
  }),
  define({
    ...shipwright,
    kind: 'BuildStrategy',
    plural: 'buildstrategies',
    shortNames: ['bs', 'bss'],
    fields: { spec: strategySpec, status: open },
  }),
  define({
    ...shipwright,
    kind: 'ClusterBuildStrategy',
    plural: 'clusterbuildstrategies',
    shortNames: ['cbs', 'cbss'],
    cluster: true,
    fields: { spec: strategySpec, status: open },
  }),
];
