import { EntityProvider } from '@backstage/plugin-catalog-react';
import { cloudAnnotations } from '@flytower/cloud-common';
import {
  aDefinition,
  aPage,
  aProject,
  fakeOperations,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AboutProjectCard, MembersCard, QuotaCard } from './ProjectCards';
import { ResourcesContent } from './ResourcesContent/ResourcesContent';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'checkout-production',
    annotations: { [cloudAnnotations.projectId]: 'p1' },
  },
  spec: { type: 'openstack-project' },
};

function onEntity(
  element: JSX.Element,
  doors: Parameters<typeof renderInCloud>[1],
) {
  return renderInCloud(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    doors,
  );
}

const doors = { 'GET projects/projects/p1': aProject() };

describe("a project's entity page", () => {
  it('says what OpenStack knows of it', async () => {
    onEntity(<AboutProjectCard />, { doors });
    expect(
      await screen.findByText('12 servers, 4 volumes, 1 network'),
    ).toBeInTheDocument();
    expect(screen.getByText('p1')).toBeInTheDocument();
  });

  it('shows who holds which role', async () => {
    onEntity(<MembersCard />, { doors });
    const link = await screen.findByRole('link', { name: 'checkout' });
    const member = within(link.closest('li')!);
    expect(member.getByText('owner')).toBeInTheDocument();
    expect(member.getByRole('img', { name: 'Team' })).toBeInTheDocument();
  });

  it('says what to do about a project without members', async () => {
    onEntity(<MembersCard />, {
      doors: { 'GET projects/projects/p1': aProject({ members: [] }) },
    });
    expect(
      await screen.findByText('Nobody has a role on this project'),
    ).toBeInTheDocument();
  });

  it('draws its quota region by region', async () => {
    onEntity(<QuotaCard />, { doors });
    const north = await screen.findByRole('region', { name: 'north' });
    expect(
      within(north).getByRole('meter', { name: 'Servers' }),
    ).toHaveAttribute('aria-valuetext', '12 of 20 used, 8 left');
  });

  it.each([
    ['keeps other limits folded', 10, false],
    ['unfolds them when one is nearly used up', 17, true],
  ])('%s', async (_, used, isOpen) => {
    const quota = [
      ...aProject().quota,
      { region: 'north', name: 'securitygroups', limit: 20, used },
    ];
    onEntity(<QuotaCard />, {
      doors: { 'GET projects/projects/p1': { ...aProject(), quota } },
    });
    const more = (await screen.findByText('More limits')).closest('details')!;
    expect(more.open).toBe(isOpen);
    expect(
      within(more).getByRole('meter', {
        name: 'Security groups',
        hidden: true,
      }),
    ).toHaveAttribute(
      'aria-valuetext',
      `${used} of 20 used, ${20 - used} left`,
    );
  });

  const resource = {
    projectId: 'p1',
    cloud: 'main',
    region: 'north',
    state: 'active',
    health: 'ok',
    details: {},
    allowedOperations: [],
  };
  const resources = 'GET projects/projects/p1/resources';

  it('lists its resources with their states', async () => {
    onEntity(<ResourcesContent />, {
      doors: {
        [resources]: aPage([
          {
            ...resource,
            id: 's1',
            type: 'server',
            name: 'web-1',
            state: 'shutoff',
            health: 'off',
            details: {
              ramMiB: '2048',
              flavor: 'm1.large',
              vcpus: '1',
              diskGiB: '20',
            },
          },
        ]),
      },
    });
    const row = within((await screen.findByText('web-1')).closest('tr')!);
    expect(row.getByText('Server')).toBeInTheDocument();
    expect(row.getByText('shutoff')).toBeInTheDocument();
    expect(
      row.getByText('m1.large · 2 GiB memory · 1 vCPU · 20 GiB disk'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('says in words what its resources are like, and what volumes are attached to', async () => {
    const server = { ...resource, id: 's1', type: 'server', name: 'web-1' };
    const volume = {
      ...resource,
      id: 'v1',
      type: 'volume',
      name: 'data',
      details: { sizeGiB: '20', servers: 's1, gone', bootable: 'false' },
    };
    onEntity(<ResourcesContent />, {
      doors: {
        [resources]: ({ query }) =>
          aPage(query.has('type') ? [server] : [volume]),
      },
    });
    expect(
      await screen.findByText('20 GiB · on web-1, gone'),
    ).toBeInTheDocument();
  });

  it('has one thing done to many servers, and to nothing else', async () => {
    const server = (id: string) => ({
      ...resource,
      id,
      type: 'server',
      name: `web-${id}`,
      allowedOperations: ['stop-server', 'change-something-else'],
    });
    const volume = { ...resource, id: 'v1', type: 'volume', name: 'data' };
    const { calls } = onEntity(<ResourcesContent />, {
      doors: {
        ...fakeOperations('projects', {
          definitions: [
            aDefinition({
              id: 'stop-server',
              title: 'Stop server',
              target: 'server',
              targetField: 'serverId',
              bulk: true,
              inputSchema: {
                type: 'object',
                properties: { serverId: { type: 'string' } },
                required: ['serverId'],
              },
            }),
          ],
        }),
        // the numbers of pages mix servers with all else, so all of it is never offered
        [resources]: { ...aPage([server('1'), volume, server('2')]), total: 9 },
      },
    });
    const [all, , ofVolume] = await screen.findAllByRole('checkbox');
    expect(ofVolume).toBeDisabled();
    await userEvent.click(all);
    expect(await screen.findByText('2 chosen')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /that match/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Do to all of them' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Stop server' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('Stop server');
    await waitFor(() =>
      expect(
        calls.filter(({ path }) => path.endsWith('/stop-server/precheck')),
      ).toMatchObject([{ body: { targets: ['1', '2'] } }]),
    );
  });
});
