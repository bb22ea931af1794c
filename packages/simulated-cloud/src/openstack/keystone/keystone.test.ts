import { askOpenStack, ines, portal } from '../__testUtils__/askOpenStack';

const hour = 3_600_000;

describe('the simulated Keystone', () => {
  it('takes a token for an hour, and gives no more time for it when it is scoped anew', async () => {
    const { as, auth, clock, send } = askOpenStack();
    const { token } = await as(ines);
    await clock.advance(hour / 2);
    const scoped = await auth(
      { methods: ['token'], token: { id: token } },
      { project: ines.project },
    );
    expect(scoped.status).toBe(201);
    expect(scoped.body.token.methods).toEqual(['token', 'password']);
    expect(scoped.body.token.audit_ids).toHaveLength(2);

    await clock.advance(hour / 2);
    for (const one of [token, scoped.headers.get('x-subject-token')!]) {
      const answer = await send('keystone', 'GET', '/v3/auth/projects', {
        token: one,
      });
      expect(answer.status).toBe(401);
    }
  });

  it('signs in with an application credential, for its project only', async () => {
    const { as, auth, send } = askOpenStack();
    const me = await as(ines);
    const path = `/v3/users/${me.userId}/application_credentials`;
    const made = await me.post('keystone', path, {
      application_credential: {
        name: 'ci',
        roles: [{ name: 'reader' }],
        access_rules: [
          { service: 'compute', method: 'GET', path: '/v2.1/servers/**' },
        ],
      },
    });
    const { id, secret } = made.body.application_credential;
    const listed = await me.get('keystone', path);
    expect(listed.body.application_credentials[0]).not.toHaveProperty('secret');

    const credential = {
      methods: ['application_credential'],
      application_credential: { id, secret },
    };
    const answer = await auth(credential);
    expect(answer.body.token).toMatchObject({
      project: { name: 'checkout-api-prod' },
      roles: [{ name: 'reader' }],
    });
    expect(
      (await auth(credential, { project: ines.project })).body.error.message,
    ).toMatch(/cannot request a scope/);

    const token = answer.headers.get('x-subject-token')!;
    const ask = (path2: string) => send('nova', 'GET', path2, { token });
    expect((await ask('/north/v2.1/servers/detail')).status).toBe(200);
    expect((await ask('/north/v2.1/flavors')).status).toBe(401);
  });

  it('gives an unscoped token no catalog, and a system token no endpoints of projects', async () => {
    const { signIn } = askOpenStack();
    const unscoped = await signIn(ines, 'unscoped');
    expect(unscoped.body.token).not.toHaveProperty('catalog');
    const system = await signIn(portal, { system: { all: true } });
    const volumes = system.body.token.catalog.find(
      (service: { type: string }) => service.type === 'volumev3',
    );
    expect(volumes.endpoints).toEqual([]);
  });

  it('shows everything to an administrator, and to others what is theirs', async () => {
    const { as } = askOpenStack();
    const me = await as(ines);
    for (const path of ['projects', 'users', 'role_assignments']) {
      const answer = await me.get('keystone', `/v3/${path}`);
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toBe(
        `You are not authorized to perform the requested action: identity:list_${path}.`,
      );
    }
    const mine = await me.get('keystone', '/v3/auth/projects');
    const names = mine.body.projects.map(({ name }: { name: string }) => name);
    expect(names).toContain('checkout-api-prod');
    expect(names).not.toContain('functions');
  });

  it('finds projects by tags and names, and keeps attributes that it does not know', async () => {
    const { as } = askOpenStack();
    const admin = await as();
    const made = await admin.post('keystone', '/v3/projects', {
      project: { name: 'new', tags: ['env:test', 'team:x'] },
    });
    const { id } = made.body.project;
    const find = async (query: string) =>
      (await admin.get('keystone', `/v3/projects?${query}`)).body.projects.map(
        (project: { id: string }) => project.id,
      );
    expect(await find('tags=env:test,team:x')).toEqual([id]);
    expect(await find('tags-any=team:x,team:y')).toEqual([id]);
    expect(await find('name__contains=ew&limit=1')).toContain(id);
    expect(await find('tags=env:test,team:y')).toEqual([]);

    const changed = await admin.patch('keystone', `/v3/projects/${id}`, {
      project: { owner: 'somebody', enabled: false },
    });
    expect(changed.body.project).toMatchObject({
      owner: 'somebody',
      extra: { owner: 'somebody' },
      enabled: false,
    });
    const again = await admin.post('keystone', '/v3/projects', {
      project: { name: 'new' },
    });
    expect(again.status).toBe(409);
    const wrong = await admin.post('keystone', '/v3/projects', {
      project: { name: 'other', enabled: 'maybe' },
    });
    expect(wrong.body.error.message).toBe(
      "Invalid input for field 'enabled': 'maybe' is not of type 'boolean'",
    );
  });

  it('tells what an assignment to a group means for its members', async () => {
    const { as, state } = askOpenStack();
    const admin = await as();
    const { projectId, userId } = await as(ines);
    const query = `scope.project.id=${projectId}&user.id=${userId}`;
    const given = await admin.get('keystone', `/v3/role_assignments?${query}`);
    expect(given.body.role_assignments).toEqual([]);
    const effective = await admin.get(
      'keystone',
      `/v3/role_assignments?${query}&effective&include_names`,
    );
    expect(
      effective.body.role_assignments.map(
        ({ role }: { role: { name: string } }) => role.name,
      ),
    ).toEqual(['member', 'reader']);
    expect(effective.body.role_assignments[0].links).toHaveProperty(
      'membership',
    );

    const role = state.identity.role('admin').id;
    const grant = `/v3/projects/${projectId}/users/${userId}/roles/${role}`;
    expect((await admin.get('keystone', grant)).status).toBe(404);
    expect((await admin.put('keystone', grant)).status).toBe(204);
    expect((await admin.get('keystone', grant)).status).toBe(204);
    expect((await admin.delete('keystone', grant)).status).toBe(204);
    expect((await admin.delete('keystone', grant)).status).toBe(404);
  });

  it('takes away what a group gave when somebody leaves it', async () => {
    const { as, signIn, state } = askOpenStack();
    const admin = await as();
    const { userId } = await as(ines);
    const group = [...state.identity.groups.values()].find(
      ({ name }) => name === 'checkout',
    )!;
    const path = `/v3/groups/${group.id}/users/${userId}`;
    expect((await admin.get('keystone', path)).status).toBe(204);
    await admin.delete('keystone', path);
    expect((await signIn(ines)).status).toBe(401);
  });
});
