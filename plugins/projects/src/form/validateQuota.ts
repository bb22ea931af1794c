import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { planQuota } from './planQuota';
import { readPlan, type QuotaOptions } from './readPlan';

/** Keeps a form from being sent that OpenStack would refuse. The quota is read anew, as somebody else may have used it. */
export const validateQuota: CustomFieldValidator<
  'fits' | 'exceeds' | 'open',
  QuotaOptions
> = async (_verdict, field, { apiHolder, formData, uiSchema }) => {
  const { projectId, region, nodes } = readPlan(
    formData,
    uiSchema?.['ui:options'],
  );
  const projects = apiHolder.get(projectsApiRef);
  if (!projects || !projectId || !region || nodes.length === 0) return;

  const capacity = await projects.getCapacity(projectId);
  for (const { name, missing } of planQuota(capacity, region, nodes)) {
    if (missing > 0) {
      field.addError(`exceeds the project's quota of ${name} by ${missing}`);
    }
  }
};
