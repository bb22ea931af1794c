import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { textAt } from '@flytower/cloud-react/form';
import { installInput, type ChosenAddon } from './installInput';

/** Keeps a form from being sent whose add-on could not be installed. */
export const validateAddon: CustomFieldValidator<
  ChosenAddon,
  { clusterField?: string }
> = async (chosen, field, { apiHolder, formData, uiSchema }) => {
  const { clusterField = 'clusterId' } = uiSchema?.['ui:options'] ?? {};
  const clusterId = textAt(formData, clusterField);
  const clusters = apiHolder.get(clustersApiRef);
  if (!clusters || !clusterId || !chosen?.name) return;
  const { problems } = await clusters.precheckOperation('install-addon', {
    input: installInput(clusterId, chosen),
  });
  for (const { severity, message } of problems) {
    if (severity === 'blocks') field.addError(message);
  }
};
