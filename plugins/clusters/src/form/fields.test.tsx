import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import type { ScaffolderRJSFFieldProps } from '@backstage/plugin-scaffolder-react';
import type { ClusterChoices } from '@flytower/cloud-common/clusters';
import {
  aCluster,
  aPage,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import validator from '@rjsf/validator-ajv8';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ComponentType } from 'react';
import { AddonPicker } from './AddonPicker';
import { AddonsPicker } from './AddonsPicker';
import { ClusterNameField } from './ClusterNameField';
import { ClusterPicker } from './ClusterPicker';
import { VersionPicker } from './VersionPicker';

type Values = { [name: string]: unknown };
type Field = ComponentType<ScaffolderRJSFFieldProps>;

const fields = {
  Name: ClusterNameField as Field,
  Version: VersionPicker as Field,
  Cluster: ClusterPicker as Field,
  Addon: AddonPicker as Field,
  Addons: AddonsPicker as Field,
};

/** A form as the scaffolder draws it, with the one field that is looked at. */
function TestForm(props: {
  name: string;
  field: keyof typeof fields;
  type?: 'string' | 'object' | 'array';
  values?: Values;
}) {
  const [values, setValues] = useState<Values>(props.values ?? {});
  return (
    <>
      <Form
        validator={validator}
        schema={{
          type: 'object',
          properties: { [props.name]: { type: props.type ?? 'string' } },
        }}
        uiSchema={{ [props.name]: { 'ui:field': props.field } }}
        fields={fields}
        formData={values}
        formContext={{ formData: values }}
        onChange={({ formData }) => setValues(formData)}
      />
      <output data-testid="values">{JSON.stringify(values)}</output>
    </>
  );
}

const valuesNow = () =>
  JSON.parse(screen.getByTestId('values').textContent ?? '{}');

const choices: ClusterChoices = {
  sources: [{ name: 'main', title: 'Rancher' }],
  versions: [
    { version: 'v1.34.2+rke2r1', source: 'main', recommended: false },
    { version: 'v1.33.6+rke2r1', source: 'main', recommended: true },
  ],
  addons: [
    {
      name: 'cert-manager',
      title: 'Certificates',
      description: 'For everything that needs one',
      chart: 'cert-manager',
      versions: ['1.19.1', '1.18.2'],
      namespace: 'cert-manager',
    },
  ],
};
const unremarkable = { risk: 'change', needsApproval: false };
const nothing = { problems: [], ...unremarkable };

describe('the name of a new cluster', () => {
  it('is judged by the door, which knows clusters that one may not see', async () => {
    const { calls } = renderInCloud(
      <TestForm name="name" field="Name" values={{ projectId: 'p1' }} />,
      {
        doors: {
          'POST clusters/operations/create-cluster/precheck': {
            ...unremarkable,
            problems: [
              { severity: 'blocks', field: 'version', message: 'No version' },
              { severity: 'blocks', field: 'name', message: 'shop is taken' },
            ],
          },
        },
      },
    );
    await userEvent.type(await screen.findByLabelText('Name'), 'shop');
    expect(await screen.findByText('shop is taken')).toBeInTheDocument();
    expect(screen.queryByText(/No version/)).not.toBeInTheDocument();
    expect(calls.at(-1)?.body).toMatchObject({
      input: { projectId: 'p1', name: 'shop' },
    });
    expect(valuesNow().name).toBe('shop');
  });
});

describe('the version of a new cluster', () => {
  it('is the recommended one unless another is chosen', async () => {
    renderInCloud(<TestForm name="version" field="Version" />, {
      doors: { 'GET clusters/choices': choices },
    });
    await waitFor(() => expect(valuesNow().version).toBe('v1.33.6+rke2r1'));
    await userEvent.click(
      await screen.findByRole('button', { name: /Kubernetes version/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /v1\.34\.2/ }),
    );
    expect(valuesNow().version).toBe('v1.34.2+rke2r1');
  });
});

describe('the cluster of an add-on', () => {
  const clusters = aPage([
    aCluster({ id: 'main.mine', displayName: 'Mine' }),
    aCluster({ id: 'main.too', displayName: 'Mine too' }),
    aCluster({
      id: 'main.theirs',
      displayName: 'Theirs',
      allowedOperations: [],
    }),
  ]);

  it('is one on which one may install add-ons', async () => {
    renderInCloud(<TestForm name="clusterId" field="Cluster" />, {
      doors: { 'GET clusters/clusters': clusters },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Choose a cluster/ }),
    );
    expect(
      await screen.findByRole('option', { name: /Mine too/ }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('option', { name: /Theirs/ }),
    ).not.toBeInTheDocument();
  });

  it('says whom to ask when there is none', async () => {
    renderInCloud(<TestForm name="clusterId" field="Cluster" />, {
      doors: { 'GET clusters/clusters': aPage([clusters.items[2]]) },
    });
    expect(
      await screen.findByText(/Only the owners of a cluster install add-ons/),
    ).toBeInTheDocument();
  });
});

describe('an add-on', () => {
  const doors = {
    'GET clusters/choices': choices,
    'GET clusters/clusters/*': aCluster(),
  };
  const form = (
    <TestForm
      name="addon"
      field="Addon"
      type="object"
      values={{ clusterId: 'main.mine' }}
    />
  );

  it('comes in its newest version, and is checked on the chosen cluster', async () => {
    const { calls } = renderInCloud(form, {
      doors: {
        ...doors,
        'POST clusters/operations/install-addon/precheck': nothing,
      },
    });
    expect(
      await screen.findByText('Nothing stands against it.'),
    ).toBeInTheDocument();
    expect(valuesNow().addon).toEqual({
      name: 'cert-manager',
      version: '1.19.1',
    });
    const precheck = calls.filter(({ method }) => method === 'POST').at(-1);
    expect(precheck?.body).toEqual({
      input: {
        clusterId: 'main.mine',
        addon: 'cert-manager',
        version: '1.19.1',
      },
    });
  });

  it('is refused before it is sent when it could not be installed', async () => {
    renderInCloud(form, {
      doors: {
        ...doors,
        'POST clusters/operations/install-addon/precheck': {
          ...unremarkable,
          problems: [
            { severity: 'blocks', message: 'The cluster is not active' },
          ],
        },
      },
    });
    expect(
      await screen.findByText('The cluster is not active'),
    ).toBeInTheDocument();
  });

  it('is one of many for a new cluster', async () => {
    renderInCloud(<TestForm name="addons" field="Addons" type="array" />, {
      doors,
    });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Certificates' }),
    );
    expect(valuesNow().addons).toEqual(['cert-manager']);
  });
});
