import type { Knex } from 'knex';
import { engines, openTestDatabase } from '../__testUtils__/databases';
import { ProjectReader } from '../store/ProjectReader';
import { ProjectWriter } from '../store/ProjectWriter';
import type { SeenProject } from '../store/rows';
import { SourceStates } from '../store/SourceStates';
import { projectDetectors } from './index';

const project = (
  name: string,
  more: Partial<SeenProject> = {},
): SeenProject => ({
  id: name,
  name,
  description: '',
  domain: 'company',
  enabled: true,
  tags: [],
  owners: [],
  members: [
    { ref: 'user:default/ines', kind: 'user', name: 'ines', roles: ['reader'] },
  ],
  ...more,
});

const group = 'group:default/checkout';

describe.each(engines)('what needs attention in projects, on %s', engine => {
  let knex: Knex;
  let destroy: () => Promise<void>;
  let states: SourceStates;
  beforeEach(async () => {
    ({ knex, destroy } = await openTestDatabase(engine));
    states = new SourceStates(knex, { clouds: ['main'], staleAfterMs: 60_000 });
  });
  afterEach(() => destroy());

  const detectors = () =>
    projectDetectors({
      reader: new ProjectReader(knex, ['main']),
      states,
      ownerRoles: ['owner', 'admin'],
    });

  it('is a project that nobody owns, unless it is out of use', async () => {
    await new ProjectWriter(knex, 0.2).replace(
      'main',
      [
        project('owned', { owner: group, owners: [group] }),
        project('lonely'),
        project('old', { enabled: false }),
      ],
      async () => false,
    );
    await states.observed('main', 'identity');
    await states.failed('main', 'north/server', 'down');
    const [withoutOwner] = detectors();
    const { sightings, isKnown } = await withoutOwner.detect();
    expect(sightings).toMatchObject([
      {
        subject: { type: 'project', id: 'lonely', title: 'lonely' },
        access: { owners: [], readers: ['user:default/ines'] },
        suggestions: [],
      },
    ]);
    expect(isKnown('lonely')).toBe(true);
    expect(isKnown('owned')).toBe(true);

    await states.failed('main', 'identity', 'down');
    expect((await withoutOwner.detect()).isKnown('lonely')).toBe(false);
  });

  it('is that so much is missing that it is not believed', async () => {
    const held = '40 of 60 projects are missing from what it answers';
    await states.observed('main', 'identity', held);
    const [, removalHeld] = detectors();
    const { sightings, isKnown } = await removalHeld.detect();
    expect(sightings).toMatchObject([
      {
        subject: { id: 'openstack:main:identity', title: 'OpenStack main' },
        access: { owners: [], readers: [] },
        severity: 'critical',
        evidence: [{ value: 'identity' }, { value: held }],
      },
    ]);
    expect(isKnown('openstack:main:identity')).toBe(true);

    await states.failed('main', 'identity', 'it is down');
    const failing = await removalHeld.detect();
    expect(failing.sightings).toEqual([]);
    expect(failing.isKnown('openstack:main:identity')).toBe(false);

    await states.observed('main', 'identity');
    expect((await removalHeld.detect()).sightings).toEqual([]);
  });
});
