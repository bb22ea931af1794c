import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { dnsLabelSchema } from '@flytower/cloud-common';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { checkName, type NameOptions } from './checkName';

/** Keeps a form from being sent with a name that would be refused. */
export const validateName: CustomFieldValidator<string, NameOptions> = async (
  name,
  field,
  { apiHolder, formData, uiSchema },
) => {
  if (!name) return;
  const result = dnsLabelSchema.safeParse(name);
  if (!result.success) {
    field.addError(result.error.issues[0].message);
    return;
  }
  const clusters = apiHolder.get(clustersApiRef);
  if (!clusters) return;
  const problem = await checkName({
    clusters,
    name,
    values: formData,
    fields: uiSchema?.['ui:options'],
  });
  if (problem) field.addError(problem);
};
