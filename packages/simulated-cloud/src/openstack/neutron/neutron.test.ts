import { askOpenStack, ines } from '../__testUtils__/askOpenStack';

const base = '/north/v2.0';

async function withNetwork() {
  const cloud = askOpenStack();
  const me = await cloud.as(ines);
  const { body } = await me.post('neutron', `${base}/networks`, {
    network: { name: 'app-net' },
  });
  const networkId: string = body.network.id;
  const addSubnet = (cidr: string) =>
    me.post('neutron', `${base}/subnets`, {
      subnet: { network_id: networkId, ip_version: 4, cidr },
    });
  return { ...cloud, me, networkId, addSubnet };
}

describe('the simulated Neutron', () => {
  it('gives addresses of a subnet to ports and servers, and takes no network away that has some', async () => {
    const { addSubnet, clock, me, networkId, state } = await withNetwork();
    await addSubnet('192.168.10.0/24');
    const region = state.regions.get('north')!;
    const created = await me.post('nova', '/north/v2.1/servers', {
      server: {
        name: 'web-1',
        flavorRef: region.flavors[0].id,
        imageRef: region.images.values()[0].id,
        networks: [{ uuid: networkId }],
      },
    });
    await clock.advance(15_000);
    const path = `/north/v2.1/servers/${created.body.server.id}`;
    const { server } = (await me.get('nova', path)).body;
    expect(server.addresses).toMatchObject({
      'app-net': [{ addr: '192.168.10.3', 'OS-EXT-IPS:type': 'fixed' }],
    });
    const ports = await me.get(
      'neutron',
      `${base}/ports?device_id=${server.id}`,
    );
    expect(ports.body.ports).toMatchObject([
      { network_id: networkId, device_owner: 'compute:nova' },
    ]);

    const remove = () => me.delete('neutron', `${base}/networks/${networkId}`);
    expect(await remove()).toMatchObject({
      status: 409,
      body: { NeutronError: { type: 'NetworkInUse' } },
    });
    await me.delete('nova', path);
    expect((await remove()).status).toBe(204);
  });

  it.each(['192.168.10.0/25', '192.168.0.0/16'])(
    'refuses %s beside 192.168.10.0/24',
    async cidr => {
      const { addSubnet } = await withNetwork();
      expect((await addSubnet('192.168.10.0/24')).status).toBe(201);
      const { body } = await addSubnet(cidr);
      expect(body.NeutronError.message).toMatch(
        /overlaps with another subnet\.$/,
      );
    },
  );

  it('runs out of addresses when a small subnet has none left', async () => {
    const { addSubnet, me, networkId } = await withNetwork();
    await addSubnet('192.168.10.0/29');
    const port = { network_id: networkId };
    const statuses = [];
    for (let i = 0; i < 5; i++) {
      const answer = await me.post('neutron', `${base}/ports`, { port });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 409]);
  });

  it('shows others only what is shared', async () => {
    const { as, networkId } = await withNetwork();
    const jonas = await as({
      user: { ...ines.user, name: 'jonas.weber' },
      project: { ...ines.project, name: 'payments-api-prod' },
    });
    const seen = await jonas.get('neutron', `${base}/networks`);
    expect(
      seen.body.networks.map(({ name }: { name: string }) => name),
    ).toEqual(expect.arrayContaining(['public', 'shared']));
    const path = `${base}/networks/${networkId}`;
    expect(await jonas.get('neutron', path)).toMatchObject({
      status: 404,
      body: { NeutronError: { type: 'NetworkNotFound' } },
    });
    const provider = await jonas.post('neutron', `${base}/networks`, {
      network: { name: 'x', shared: true },
    });
    expect(provider.body.NeutronError.message).toBe(
      '(rule:create_network and rule:create_network:shared) is disallowed by policy',
    );
  });

  it('pages, sorts and shows the fields that were asked for', async () => {
    const { as } = askOpenStack();
    const admin = await as();
    const names: string[] = [];
    let path:
      | string
      | undefined = `${base}/networks?limit=7&fields=id&fields=name&sort_key=name`;
    while (path) {
      const { body } = await admin.get('neutron', path);
      for (const network of body.networks) {
        expect(Object.keys(network)).toEqual(['id', 'name']);
        names.push(network.name);
      }
      path = (body.networks_links ?? [])
        .find(({ rel }: { rel: string }) => rel === 'next')
        ?.href.replace('http://neutron', '');
    }
    expect(names).toEqual([...names].sort());
    const all = await admin.get('neutron', `${base}/networks`);
    expect(names).toHaveLength(all.body.networks.length);
  });

  it('reaches a floating address through a router only, and only as many as the quota holds', async () => {
    const { addSubnet, as, me, networkId, state } = await withNetwork();
    const subnet = (await addSubnet('192.168.10.0/24')).body.subnet.id;
    const outside = state.regions
      .get('north')!
      .networks.values()
      .find(({ external }) => external)!.id;
    const port = await me.post('neutron', `${base}/ports`, {
      port: { network_id: networkId },
    });
    const floatingip = {
      floating_network_id: outside,
      port_id: port.body.port.id,
    };
    const create = () =>
      me.post('neutron', `${base}/floatingips`, { floatingip });
    expect((await create()).status).toBe(404);

    const router = await me.post('neutron', `${base}/routers`, {
      router: { name: 'r', external_gateway_info: { network_id: outside } },
    });
    await me.put(
      'neutron',
      `${base}/routers/${router.body.router.id}/add_router_interface`,
      { subnet_id: subnet },
    );
    expect((await create()).body.floatingip).toMatchObject({
      router_id: router.body.router.id,
      fixed_ip_address: port.body.port.fixed_ips[0].ip_address,
      status: 'ACTIVE',
    });

    const admin = await as();
    const quota = `${base}/quotas/${me.projectId}`;
    await admin.put('neutron', quota, { quota: { floatingip: 1 } });
    expect(await create()).toMatchObject({
      status: 409,
      body: { NeutronError: { type: 'OverQuota' } },
    });
  });

  it('has a default security group for everybody, and no rule twice', async () => {
    const { as } = askOpenStack();
    const me = await as(ines);
    const path = `${base}/security-groups`;
    const { body } = await me.get('neutron', path);
    expect(body.security_groups).toMatchObject([{ name: 'default' }]);
    const rule = {
      security_group_id: body.security_groups[0].id,
      direction: 'ingress',
      protocol: 'tcp',
      port_range_min: 80,
      port_range_max: 80,
    };
    const add = () =>
      me.post('neutron', `${base}/security-group-rules`, {
        security_group_rule: rule,
      });
    expect((await add()).status).toBe(201);
    expect((await add()).body.NeutronError.type).toBe(
      'SecurityGroupRuleExists',
    );
  });
});
