import { withTemplateActions } from '@flytower/cloud-node/operations';
import { clusterOperations } from './operations';
import { clustersPlugin } from './plugin';

/** The clusters plugin, and its operations as template actions. */
export default withTemplateActions(clustersPlugin, {
  pluginId: 'clusters',
  definitions: clusterOperations,
});
