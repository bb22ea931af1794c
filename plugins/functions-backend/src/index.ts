import { withTemplateActions } from '@flytower/cloud-node/operations';
import { functionOperations } from './operations';
import { functionsPlugin } from './plugin';

/** The functions plugin, and its operations as template actions. */
export default withTemplateActions(functionsPlugin, {
  pluginId: 'functions',
  definitions: functionOperations,
});
