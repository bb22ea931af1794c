import { withTemplateActions } from '@flytower/cloud-node/operations';
import { projectOperations } from './operations';
import { projectsPlugin } from './plugin';

/** The projects plugin, and its operations as template actions. */
export default withTemplateActions(projectsPlugin, {
  pluginId: 'projects',
  definitions: projectOperations,
});
