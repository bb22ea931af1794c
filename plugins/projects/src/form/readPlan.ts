import { defaultNodes } from './fields';
import { textAt, valueAt } from '@flytower/cloud-react/form';
import type { PlannedNodes } from './planQuota';

/** Where the form keeps what the note is about. */
export interface QuotaOptions {
  projectField?: string;
  regionField?: string;
  nodes?: { count: string; flavor: string }[];
}

/** What somebody has planned so far in a form. */
export function readPlan(values: unknown, options: QuotaOptions = {}) {
  const nodes = (options.nodes ?? defaultNodes).flatMap<PlannedNodes>(
    fields => {
      const count = Number(valueAt(values, fields.count));
      const flavor = textAt(values, fields.flavor);
      return flavor && count > 0 ? [{ count, flavor }] : [];
    },
  );
  return {
    projectId: textAt(values, options.projectField ?? 'projectId'),
    region: textAt(values, options.regionField ?? 'region'),
    nodes,
  };
}
