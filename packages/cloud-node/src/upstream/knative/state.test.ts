import fc from 'fast-check';
import {
  knativeRevision,
  knativeService,
  shipwrightBuildRun,
  type KnativeRevision,
} from './kinds';
import { functionState, toBuild, toRevisions } from './state';

const yes = (type: string) => ({ type, status: 'True' });
const no = (type: string, reason: string, message: string) => ({
  type,
  status: 'False',
  reason,
  message,
});

const noRevision = 'Configuration "x" does not have any ready Revision.';

function service(options: {
  conditions?: object[];
  generation?: number;
  observed?: number;
  traffic?: object[];
  annotations?: Record<string, string>;
  created?: string;
  deleted?: string;
}) {
  return knativeService.schema.parse({
    metadata: {
      name: 'x',
      namespace: 'shop',
      generation: options.generation ?? 1,
      creationTimestamp: options.created ?? '2026-11-22T19:52:52Z',
      deletionTimestamp: options.deleted,
      annotations: options.annotations,
    },
    spec: { template: { spec: { containers: [{ image: 'a@sha256:1' }] } } },
    status: options.conditions && {
      observedGeneration: options.observed ?? 1,
      conditions: options.conditions,
      traffic: options.traffic ?? [
        { latestRevision: true, percent: 100, revisionName: 'x-00001' },
      ],
      url: 'http://x.shop.apps.example.com',
    },
  });
}

function revision(
  name: string,
  conditions: object[],
  generation = 1,
): KnativeRevision {
  return knativeRevision.schema.parse({
    metadata: {
      name,
      namespace: 'shop',
      labels: {
        'serving.knative.dev/service': 'x',
        'serving.knative.dev/configurationGeneration': String(generation),
      },
    },
    spec: { containers: [{ image: 'a' }] },
    status: { conditions },
  });
}

const awake = revision('x-00001', [
  { ...yes('Active'), severity: 'Info' },
  yes('Ready'),
]);
const asleep = revision('x-00001', [
  no('Active', 'NoTraffic', 'The target is not receiving traffic.'),
  yes('Ready'),
]);
const good = [yes('ConfigurationsReady'), yes('Ready'), yes('RoutesReady')];

function run(name: string, succeeded?: object, more: object = {}) {
  return shipwrightBuildRun.schema.parse({
    metadata: { name, namespace: 'shop' },
    spec: { build: { name: 'x' } },
    status: succeeded && { conditions: [succeeded], ...more },
  });
}

const state = (
  of: Parameters<typeof service>[0] | undefined,
  revisions = [awake],
  runs: ReturnType<typeof run>[] = [],
) =>
  functionState(
    { service: of && service(of), revisions, runs },
    Date.parse('2026-11-22T20:00:00Z'),
  );

describe('the state of a function', () => {
  it('is ready when Knative says so, and sleeping when nothing runs', () => {
    expect(state({ conditions: good })).toEqual({ state: 'ready' });
    expect(state({ conditions: good }, [asleep])).toEqual({
      state: 'sleeping',
    });
  });

  it('is not sleeping while a routed revision runs', () => {
    const traffic = [
      { revisionName: 'x-00001', percent: 50 },
      { revisionName: 'x-00002', percent: 50 },
    ];
    const other = {
      ...awake,
      metadata: { ...awake.metadata, name: 'x-00002' },
    };
    expect(state({ conditions: good, traffic }, [asleep, other]).state).toBe(
      'ready',
    );
  });

  it('names the cause that is hidden in ConfigurationsReady', () => {
    expect(
      state({
        conditions: [
          no(
            'ConfigurationsReady',
            'RevisionFailed',
            'Revision "x-00001" failed with message: Container failed with: panic: cannot connect to database.',
          ),
          no('Ready', 'RevisionMissing', noRevision),
          no('RoutesReady', 'RevisionMissing', noRevision),
        ],
      }),
    ).toEqual({
      state: 'failed',
      message: expect.stringContaining('cannot connect to database'),
    });
  });

  it('names the route when only that is wrong, and the reason when there is no message', () => {
    const lost = 'Revision "x-99999" referenced in traffic not found.';
    expect(
      state({
        conditions: [
          yes('ConfigurationsReady'),
          no('Ready', 'RevisionMissing', lost),
          no('RoutesReady', 'RevisionMissing', lost),
        ],
      }).message,
    ).toBe(lost);
    expect(state({ conditions: [no('Ready', 'Odd', '')] }).message).toBe('Odd');
  });

  it('does not trust conditions of an older generation', () => {
    expect(state({ conditions: good, generation: 2, observed: 1 }).state).toBe(
      'deploying',
    );
  });

  it('is pending without conditions, with a remark after a minute', () => {
    expect(state({ created: '2026-11-22T19:59:50Z' })).toEqual({
      state: 'pending',
      message: undefined,
    });
    expect(state({}).message).toContain('not picked it up');
  });

  it('is being removed whatever the conditions say', () => {
    const deleted = '2026-11-22T19:59:50Z';
    expect(state({ conditions: good, deleted }).state).toBe('removing');
  });

  it('follows a build from its start to the deployment', () => {
    const pending = { type: 'Succeeded', status: 'Unknown', reason: 'Pending' };
    expect(state(undefined, [], [run('x-1', pending)]).state).toBe('building');
    expect(state(undefined, [], [run('x-1')]).state).toBe('building');
    const done = run('x-1', yes('Succeeded'));
    expect(state(undefined, [], [done]).state).toBe('deploying');
    const annotations = { 'cloud.flytower.io/build-run': 'x-1' };
    expect(
      state({ conditions: good, annotations }, [awake], [done]).state,
    ).toBe('ready');
  });

  it('says why a build failed, and that the old one stays', () => {
    const failed = run(
      'x-2',
      no('Succeeded', 'Failed', 'buildrun step failed'),
      {
        failureDetails: {
          reason: 'GitRevisionNotFound',
          message: 'The remote revision does not exist.',
        },
      },
    );
    expect(state(undefined, [], [failed])).toEqual({
      state: 'failed',
      message: 'The build failed: The remote revision does not exist.',
    });
    expect(state({ conditions: good }, [awake], [failed]).message).toContain(
      'stays',
    );
    expect(toBuild(failed)).toMatchObject({ state: 'failed' });
  });

  it('answers whatever the wire brings', () => {
    const condition = fc.record(
      {
        type: fc.constantFrom('Ready', 'ConfigurationsReady', 'RoutesReady'),
        status: fc.constantFrom('True', 'False', 'Unknown', 'Maybe', 7),
        reason: fc.option(fc.string()),
        message: fc.option(fc.string()),
      },
      { requiredKeys: ['type', 'status'] },
    );
    fc.assert(
      fc.property(
        fc.option(fc.array(condition), { nil: undefined }),
        fc.nat(3),
        (conditions, observed) => {
          const answer = state({ conditions, observed });
          expect(answer.state).toEqual(expect.any(String));
          const needsReason = answer.state === 'failed';
          expect(!needsReason || Boolean(answer.message)).toBe(true);
        },
      ),
    );
  });
});

describe('revisions', () => {
  it('come newest first, with their share of the traffic', () => {
    const traffic = [
      { revisionName: 'x-00001', percent: 80, tag: 'stable' },
      { revisionName: 'x-00002', percent: 20 },
      { revisionName: 'x-00002', percent: 0, tag: 'candidate' },
    ];
    const failed = revision(
      'x-00002',
      [no('Ready', 'ExitCode1', 'Container failed with: no')],
      2,
    );
    expect(
      toRevisions({
        service: service({ conditions: good, traffic }),
        revisions: [awake, failed],
        runs: [],
      }),
    ).toMatchObject([
      {
        name: 'x-00002',
        state: 'failed',
        message: 'Container failed with: no',
        percent: 20,
        tags: ['candidate'],
      },
      { name: 'x-00001', state: 'ready', percent: 80, tags: ['stable'] },
    ]);
  });
});
