import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { dnsLabelSchema } from '@flytower/cloud-common';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { checkName } from './checkName';

/** Keeps a form from being sent with a name that would be refused. */
export const validateName: CustomFieldValidator<
  string,
  { projectField?: string }
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  if (!name) return;
  const result = dnsLabelSchema.safeParse(name);
  if (!result.success) {
    field.addError(result.error.issues[0].message);
    return;
  }
  const functions = apiHolder.get(functionsApiRef);
  if (!functions) return;
  const problem = await checkName({
    functions,
    name,
    values: formData,
    projectField: uiSchema?.['ui:options']?.projectField,
  });
  if (problem) field.addError(problem);
};
