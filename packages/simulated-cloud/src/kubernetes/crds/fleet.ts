import { condition, define } from './define';
import {
  boolean,
  conditions,
  fields,
  integer,
  list,
  map,
  object,
  oneOf,
  open,
  selector,
  string,
} from './schema';

const fleet = { group: 'fleet.cattle.io', version: 'v1alpha1' } as const;

const statusColumn = `Status ${condition('Ready', 'message')}`;

const summary = object({
  ...fields(
    integer,
    'desiredReady errApplied modified notReady outOfSync pending ready waitApplied',
  ),
  nonReadyResources: list(open),
});

const resourceCounts = object(
  fields(
    integer,
    'desiredReady missing modified notReady orphaned ready unknown waitApplied',
  ),
);

const helm = object({
  ...fields(
    boolean,
    'atomic disableDNS disableDependencyUpdate disablePreProcess force skipSchemaValidation takeOwnership waitForJobs',
  ),
  ...fields(string, 'chart releaseName repo version'),
  ...fields(integer, 'maxHistory timeoutSeconds'),
  templateValues: map(),
  values: open,
  valuesFiles: list(string),
  valuesFrom: list(open),
});

const options = {
  allowedTargetNamespaceSelector: selector,
  correctDrift: object(fields(boolean, 'enabled force keepFailHistory')),
  ...fields(
    boolean,
    'createNamespace deleteCRDResources deleteNamespace keepResources',
  ),
  ...fields(string, 'defaultNamespace namespace serviceAccount'),
  ...fields(open, 'diff ignore kustomize yaml'),
  downstreamResources: list(open),
  forceSyncGeneration: integer,
  helm,
  ...fields(map(), 'namespaceAnnotations namespaceLabels'),
  overwrites: list(open),
};

const rolloutStrategy = object({
  autoPartitionSize: { 'x-kubernetes-int-or-string': true },
  autoPartitionThreshold: integer,
  maxNew: integer,
  maxUnavailable: { 'x-kubernetes-int-or-string': true },
  maxUnavailablePartitions: { 'x-kubernetes-int-or-string': true },
  partitions: list(open),
});

const target = object({
  ...options,
  ...fields(string, 'clusterGroup clusterName name'),
  ...fields(selector, 'clusterGroupSelector clusterSelector'),
  doNotDeploy: boolean,
});

const bundle = {
  ...options,
  contentsId: string,
  dependsOn: list(open),
  helmOpOptions: open,
  paused: boolean,
  resources: list(open),
  rolloutStrategy,
  targetCustomizationMode: {
    ...oneOf('FirstMatch', 'AllMatches'),
    default: 'FirstMatch',
  },
  targetRestrictions: list(open),
  targets: list(target),
  valuesHash: string,
};

const fleetResources = {
  conditions,
  perClusterResourceCounts: map(resourceCounts),
  resourceCounts,
  resources: list(open),
  summary,
  ...fields(integer, 'desiredReadyClusters readyClusters'),
  display: object({
    error: boolean,
    ...fields(string, 'message readyBundleDeployments state'),
  }),
};

export const fleetKinds = [
  define({
    ...fleet,
    kind: 'Cluster',
    plural: 'clusters',
    fields: {
      spec: object({
        ...fields(open, 'agentAffinity agentResources templateValues'),
        ...fields(open, 'agentSchedulingCustomization'),
        ...fields(list(open), 'agentEnvVars agentPullSecrets agentTolerations'),
        ...fields(
          string,
          'agentNamespace clientID kubeConfigSecret kubeConfigSecretNamespace privateRepoURL',
        ),
        ...fields(boolean, 'hostNetwork paused'),
        redeployAgentGeneration: integer,
      }),
      status: object({
        agent: object(fields(string, 'lastSeen namespace')),
        ...fields(
          boolean,
          'activeSchedule agentConfigChanged agentHostNetwork agentMigrated agentNamespaceMigrated cattleNamespaceMigrated scheduled',
        ),
        ...fields(
          string,
          'agentAffinityHash agentEnvVarsHash agentPrivateRepoURL agentResourcesHash agentSchedulingCustomizationHash agentTLSMode agentTolerationsHash apiServerCAHash apiServerURL garbageCollectionInterval namespace',
        ),
        ...fields(
          integer,
          'agentDeployedGeneration desiredReadyGitRepos desiredReadyHelmOps readyGitRepos readyHelmOps',
        ),
        conditions,
        display: object(fields(string, 'readyBundles state')),
        resourceCounts,
        summary,
      }),
    },
    columns: [
      'Bundles-Ready .status.display.readyBundles',
      'Last-Seen .status.agent.lastSeen',
      statusColumn,
    ],
  }),
  define({
    ...fleet,
    kind: 'ClusterGroup',
    plural: 'clustergroups',
    categories: ['fleet'],
    fields: {
      spec: object({ selector }),
      status: object({
        ...fields(integer, 'clusterCount nonReadyClusterCount'),
        conditions,
        display: object(fields(string, 'readyBundles readyClusters state')),
        nonReadyClusters: list(string),
        resourceCounts,
        summary,
      }),
    },
    columns: [
      'Clusters-Ready .status.display.readyClusters',
      'Bundles-Ready .status.display.readyBundles',
      statusColumn,
    ],
  }),
  define({
    ...fleet,
    kind: 'Bundle',
    plural: 'bundles',
    fields: {
      spec: object(bundle),
      status: object({
        conditions,
        display: object(fields(string, 'readyClusters state')),
        ...fields(
          integer,
          'maxUnavailable maxUnavailablePartitions newlyCreated observedGeneration unavailable unavailablePartitions',
        ),
        ...fields(string, 'ociReference resourcesSha256Sum'),
        ...fields(list(open), 'partitions resourceKey'),
        summary,
      }),
    },
    columns: [
      'BundleDeployments-Ready .status.display.readyClusters',
      statusColumn,
    ],
  }),
  define({
    ...fleet,
    kind: 'BundleDeployment',
    plural: 'bundledeployments',
    fields: {
      spec: object({
        correctDrift: options.correctDrift,
        dependsOn: list(open),
        ...fields(string, 'deploymentID stagedDeploymentID valuesHash'),
        downstreamResourcesGeneration: integer,
        helmChartOptions: open,
        ...fields(boolean, 'ociContents offSchedule paused waitingForValues'),
        ...fields(object(options), 'options stagedOptions'),
      }),
      status: object({
        ...fields(string, 'appliedDeploymentID release'),
        conditions,
        display: object(fields(string, 'deployed monitored state')),
        ...fields(boolean, 'incompleteState nonModified ready'),
        ...fields(list(open), 'modifiedStatus nonReadyStatus resources'),
        ...fields(integer, 'downstreamResourcesGeneration syncGeneration'),
        resourceCounts,
      }),
    },
    columns: [
      'Deployed .status.display.deployed',
      'Monitored .status.display.monitored',
      statusColumn,
    ],
  }),
  define({
    ...fleet,
    kind: 'HelmOp',
    plural: 'helmops',
    categories: ['fleet'],
    fields: {
      spec: object({
        ...bundle,
        ...fields(string, 'helmSecretName pollingInterval'),
        insecureSkipTLSVerify: boolean,
        labels: map(),
      }),
      status: object({
        ...fleetResources,
        ...fields(string, 'lastPollingTriggered version'),
      }),
    },
    columns: [
      'Repo .spec.helm.repo',
      'Chart .spec.helm.chart',
      'Version .status.version',
      'BundleDeployments-Ready .status.display.readyBundleDeployments',
      statusColumn,
    ],
  }),
  define({
    ...fleet,
    kind: 'GitRepo',
    plural: 'gitrepos',
    categories: ['fleet'],
    fields: {
      spec: object(
        {
          ...fields(
            string,
            'branch caBundle clientSecretName helmRepoURLRegex helmSecretName helmSecretNameForPaths imageScanInterval ociRegistrySecret pollingInterval repo revision serviceAccount targetNamespace webhookSecret',
          ),
          ...fields(
            boolean,
            'deleteNamespace disablePolling insecureSkipTLSVerify keepResources paused',
          ),
          bundles: list(open),
          correctDrift: options.correctDrift,
          forceSyncGeneration: integer,
          imageScanCommit: open,
          paths: list(string),
          targets: list(
            object({
              ...fields(string, 'clusterGroup clusterName name'),
              ...fields(selector, 'clusterGroupSelector clusterSelector'),
            }),
          ),
        },
        'repo',
      ),
      status: object({
        ...fleetResources,
        ...fields(
          string,
          'commit gitJobStatus lastPollingTriggered lastSyncedImageScanTime lastWebhookTime pollingCommit webhookCommit',
        ),
        ...fields(integer, 'observedGeneration updateGeneration'),
      }),
    },
    columns: [
      'Repo .spec.repo',
      'Commit .status.commit',
      'BundleDeployments-Ready .status.display.readyBundleDeployments',
      statusColumn,
    ],
  }),
];
