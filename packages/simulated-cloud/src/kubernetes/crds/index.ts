import { catalogKinds } from './catalog';
import { clusterApiKinds } from './clusterApi';
import { fleetKinds } from './fleet';
import { eventingKinds, servingKinds } from './knative';
import { managementKinds } from './management';
import { provisioningCluster } from './provisioning';
import { openstackKinds, rkeKinds } from './rke';
import { shipwrightKinds } from './shipwright';

/** CustomResourceDefinitions of the cluster that Rancher runs on. A real API server takes them as well. */
export const managementCrds = [
  provisioningCluster,
  ...managementKinds,
  ...rkeKinds,
  ...openstackKinds,
  ...clusterApiKinds,
  ...fleetKinds,
  ...catalogKinds,
];

/** CustomResourceDefinitions of a cluster that runs functions: Knative and Shipwright. */
export const platformCrds = [
  ...servingKinds,
  ...eventingKinds,
  ...shipwrightKinds,
];

/** CustomResourceDefinitions that Rancher brings to every cluster: charts and their releases. */
export const downstreamCrds = catalogKinds;
