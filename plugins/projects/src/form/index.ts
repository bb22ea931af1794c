import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  flavorPickerSchema,
  projectPickerSchema,
  quotaNoteSchema,
  regionPickerSchema,
} from './fields';
import { validateQuota } from './validateQuota';

const projectField = FormFieldBlueprint.make({
  name: 'project-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'CloudProjectPicker',
        component: (await import('./ProjectPicker')).ProjectPicker,
        schema: projectPickerSchema,
      }),
  },
});

const regionField = FormFieldBlueprint.make({
  name: 'region-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'CloudRegionPicker',
        component: (await import('./RegionPicker')).RegionPicker,
        schema: regionPickerSchema,
      }),
  },
});

const flavorField = FormFieldBlueprint.make({
  name: 'flavor-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'CloudFlavorPicker',
        component: (await import('./FlavorPicker')).FlavorPicker,
        schema: flavorPickerSchema,
      }),
  },
});

const quotaField = FormFieldBlueprint.make({
  name: 'quota-note',
  params: {
    field: async () =>
      createFormField({
        name: 'CloudQuotaNote',
        component: (await import('./QuotaNote')).QuotaNote,
        schema: quotaNoteSchema,
        validation: validateQuota,
      }),
  },
});

/** Fields for templates that put something into a project. */
export const formFields = [projectField, regionField, flavorField, quotaField];
