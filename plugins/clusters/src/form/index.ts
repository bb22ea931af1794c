import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  addonPickerSchema,
  addonsPickerSchema,
  clusterPickerSchema,
  newClusterNameSchema,
  versionPickerSchema,
} from './fields';
import { validateAddon } from './validateAddon';
import { validateName } from './validateName';

const nameField = FormFieldBlueprint.make({
  name: 'new-name',
  params: {
    field: async () =>
      createFormField({
        name: 'NewClusterNameField',
        component: (await import('./ClusterNameField')).ClusterNameField,
        schema: newClusterNameSchema,
        validation: validateName,
      }),
  },
});

const versionField = FormFieldBlueprint.make({
  name: 'version-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'ClusterVersionPicker',
        component: (await import('./VersionPicker')).VersionPicker,
        schema: versionPickerSchema,
      }),
  },
});

const clusterField = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'ClusterPicker',
        component: (await import('./ClusterPicker')).ClusterPicker,
        schema: clusterPickerSchema,
      }),
  },
});

const addonField = FormFieldBlueprint.make({
  name: 'addon-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'AddonPicker',
        component: (await import('./AddonPicker')).AddonPicker,
        schema: addonPickerSchema,
        validation: validateAddon,
      }),
  },
});

const addonsField = FormFieldBlueprint.make({
  name: 'addons-picker',
  params: {
    field: async () =>
      createFormField({
        name: 'AddonsPicker',
        component: (await import('./AddonsPicker')).AddonsPicker,
        schema: addonsPickerSchema,
      }),
  },
});

/** Fields for templates that create or change clusters. */
export const formFields = [
  nameField,
  versionField,
  clusterField,
  addonField,
  addonsField,
];
