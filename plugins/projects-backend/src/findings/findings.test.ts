import type { Knex } from 'knex';
import { engines, openTestDatabase } from '../__testUtils__/databases';
import { HeldRemovals } from '../store/HeldRemovals';
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
      removals: new HeldRemovals(knex, states),
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
    const writer = new ProjectWriter(knex, 0.2);
    const all = Array.from({ length: 10 }, (_, nth) => project(`p${nth}`));
    const unsaid = async () => undefined;
    await writer.replace('main', all, unsaid);
    const read = await writer.replace('main', all.slice(0, 4), unsaid);
    await states.observed('main', 'identity', read.heldBack);
    const [, removalHeld] = detectors();
    const { sightings, isKnown } = await removalHeld.detect();
    const sourceId = 'main/identity';
    expect(sightings).toMatchObject([
      {
        subject: {
          type: 'source',
          id: sourceId,
          title: 'OpenStack main: projects',
        },
        access: { owners: [], readers: [] },
        severity: 'critical',
        evidence: [
          { value: expect.stringContaining('6 of 10 projects are missing') },
          { value: 'p4, p5, p6, p7, p8, p9' },
        ],
        suggestions: [
          { operation: 'accept-removal', input: { sourceId, missing: 6 } },
        ],
      },
    ]);
    expect(isKnown(sourceId)).toBe(true);

    await states.failed('main', 'identity', 'it is down');
    const failing = await removalHeld.detect();
    expect(failing.sightings).toEqual([]);
    expect(failing.isKnown(sourceId)).toBe(false);

    await states.observed('main', 'identity');
    expect((await removalHeld.detect()).sightings).toEqual([]);
  });
});
