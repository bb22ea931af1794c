import {
  aPage,
  aProject,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import type { ScaffolderRJSFFieldProps } from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import validator from '@rjsf/validator-ajv8';
import { useState, type ComponentType } from 'react';
import { FlavorPicker } from './FlavorPicker';
import { ProjectPicker } from './ProjectPicker';
import { QuotaNote } from './QuotaNote';
import { RegionPicker } from './RegionPicker';

type Field = ComponentType<ScaffolderRJSFFieldProps>;
type Values = { [name: string]: unknown };

const fields = {
  Project: ProjectPicker as Field,
  Region: RegionPicker as Field,
  Flavor: FlavorPicker as Field,
  Quota: QuotaNote as Field,
};

/** A form as the scaffolder draws it. */
function TestForm(props: { operation?: string; values?: Values }) {
  const [values, setValues] = useState<Values>(props.values ?? {});
  const text = { type: 'string' } as const;
  return (
    <>
      <Form
        validator={validator}
        schema={{
          type: 'object',
          properties: {
            projectId: text,
            region: text,
            workerFlavor: { type: 'string', title: 'Worker flavor' },
            quota: text,
          },
        }}
        uiSchema={{
          projectId: {
            'ui:field': 'Project',
            'ui:options': { operation: props.operation },
          },
          region: { 'ui:field': 'Region' },
          workerFlavor: { 'ui:field': 'Flavor' },
          quota: { 'ui:field': 'Quota' },
        }}
        fields={fields}
        formData={values}
        formContext={{ formData: values }}
        onChange={({ formData }) => setValues(formData)}
      />
      <output data-testid="values">{JSON.stringify(values)}</output>
    </>
  );
}

const values = () => JSON.parse(screen.getByTestId('values').textContent!);

const flavor = (name: string, region: string, vcpus: number) => ({
  id: `${name}-${region}`,
  name,
  region,
  vcpus,
  ramMiB: vcpus * 2048,
  diskGiB: 20,
});

const capacity = {
  projectId: 'p1',
  regions: ['north', 'south'],
  flavors: [
    flavor('big', 'north', 8),
    flavor('small', 'north', 1),
    flavor('other', 'south', 2),
  ],
  quota: [
    { region: 'north', name: 'instances', limit: 20, used: 12 },
    { region: 'north', name: 'cores', limit: 64, used: 60 },
  ],
};

const doors = {
  'GET projects/projects': aPage([
    aProject({ id: 'p1', name: 'shop' }),
    aProject({ id: 'p2', name: 'bank', environment: 'staging' }),
    aProject({ id: 'p3', name: 'not-mine', allowedOperations: [] }),
  ]),
  'GET projects/projects/*/capacity': capacity,
};

describe('the fields of a template', () => {
  it('offer only projects in which I may do it', async () => {
    renderInCloud(<TestForm operation="create-cluster" />, { doors });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose a project Project' }),
    );
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      expect.stringContaining('shop'),
      expect.stringContaining('bank'),
    ]);
    expect(options[1]).toHaveTextContent('staging');

    await userEvent.click(options[1]);
    await waitFor(() => expect(values().projectId).toBe('p2'));
  });

  it('choose by themselves when there is one choice', async () => {
    renderInCloud(<TestForm />, {
      doors: { ...doors, 'GET projects/projects': aPage([aProject()]) },
    });
    await waitFor(() => expect(values().projectId).toBe('p1'));
  });

  it('say whom to ask when there is no project', async () => {
    renderInCloud(<TestForm operation="deploy-function" />, {
      doors: {
        'GET projects/projects': aPage([aProject({ allowedOperations: [] })]),
      },
    });
    expect(
      await screen.findByText(/Only owners of a project deploy functions/),
    ).toBeInTheDocument();
  });

  it('can be searched again after a word that nothing fits', async () => {
    renderInCloud(<TestForm operation="create-cluster" />, {
      doors: {
        ...doors,
        'GET projects/projects': ({ query }) =>
          query.get('search') ? aPage([]) : doors['GET projects/projects'],
      },
    });
    const open = async () =>
      userEvent.click(
        await screen.findByRole('button', { name: 'Choose a project Project' }),
      );
    await open();
    await screen.findAllByRole('option');
    await userEvent.type(screen.getByRole('searchbox'), 'chekout');
    await waitFor(() =>
      expect(screen.queryByRole('option', { name: /shop/ })).toBeNull(),
    );
    await userEvent.keyboard('{Escape}{Escape}');
    await open();
    await userEvent.click(await screen.findByRole('option', { name: /bank/ }));
    await waitFor(() => expect(values().projectId).toBe('p2'));
  });

  it('do not say that there is none before all were looked at', async () => {
    renderInCloud(<TestForm operation="create-cluster" />, {
      doors: {
        'GET projects/projects': ({ query }) =>
          query.get('search') === 'till'
            ? aPage([aProject({ id: 'p9', name: 'till' }), aProject()])
            : { ...aPage([aProject({ allowedOperations: [] })]), total: 300 },
        'GET projects/projects/*': aProject({ id: 'p9', name: 'till' }),
        'GET projects/projects/*/capacity': capacity,
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose a project Project' }),
    );
    await userEvent.type(await screen.findByRole('searchbox'), 'till');
    await userEvent.click(await screen.findByRole('option', { name: /till/ }));
    await waitFor(() => expect(values().projectId).toBe('p9'));
    // the search is over, and what was chosen by it stays
    await screen.findByRole('button', { name: /till.*Project/ });
    expect(values().projectId).toBe('p9');
  });

  it('wait for each other, and offer the flavors of the chosen region', async () => {
    renderInCloud(<TestForm />, { doors });
    expect(
      await screen.findByText('Choose a project first'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Choose a project and a region first'),
    ).toBeInTheDocument();
  });

  it('offer flavors with their sizes, smallest first', async () => {
    renderInCloud(<TestForm values={{ projectId: 'p1', region: 'north' }} />, {
      doors,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Choose a flavor Worker flavor',
      }),
    );
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'small – 1 cores, 2 GiB memory, 20 GiB disk',
      'big – 8 cores, 16 GiB memory, 20 GiB disk',
    ]);
  });

  it('take back a flavor that the chosen region does not have', async () => {
    renderInCloud(
      <TestForm
        values={{ projectId: 'p1', region: 'north', workerFlavor: 'other' }}
      />,
      { doors },
    );
    await waitFor(() => expect(values().workerFlavor).toBeUndefined());
  });

  it('warn when the plan does not fit into the quota', async () => {
    const plan = { projectId: 'p1', region: 'north', workerFlavor: 'big' };
    renderInCloud(<TestForm values={{ ...plan, workerCount: 2 }} />, { doors });
    expect(
      await screen.findByText('This does not fit: Cores exceeded by 12.'),
    ).toBeInTheDocument();
    await waitFor(() => expect(values().quota).toBe('exceeds'));
  });

  it('say that it fits when it does', async () => {
    const plan = { projectId: 'p1', region: 'north', workerFlavor: 'small' };
    renderInCloud(<TestForm values={{ ...plan, workerCount: 2 }} />, { doors });
    expect(
      await screen.findByText('This fits into the quota.'),
    ).toBeInTheDocument();
    await waitFor(() => expect(values().quota).toBe('fits'));
  });
});
