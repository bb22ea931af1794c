import { fleetKinds } from '@flytower/cloud-node/upstream/rancher';
import { toAddons } from './toAddons';

const helmOp = (status?: object, labels: object = {}) =>
  fleetKinds.helmOp.schema.parse({
    metadata: {
      name: 'shop-loki',
      labels: {
        'cloud.flytower.io/addon': 'loki',
        'app.kubernetes.io/managed-by': 'flytower',
        ...labels,
      },
    },
    spec: {
      defaultNamespace: 'logging',
      helm: { chart: 'loki', version: '6.1.0' },
      targets: [{ clusterName: 'shop' }],
    },
    status,
  });

const deployment = (
  state: string,
  message?: string,
  bundle = 'shop-loki',
  spec: object = {},
) =>
  fleetKinds.bundleDeployment.schema.parse({
    metadata: {
      name: bundle,
      labels: { 'fleet.cattle.io/bundle-name': bundle },
    },
    spec: {
      deploymentID: 's-1',
      options: { helm: { chart: 'traefik', version: '6.1.0' } },
      ...spec,
    },
    status: {
      appliedDeploymentID: 's-1',
      display: { state },
      conditions: message
        ? [{ type: 'Ready', status: 'False', message }]
        : [{ type: 'Ready', status: 'True' }],
    },
  });

describe('the add-ons of a cluster', () => {
  it.each([
    ['Ready', undefined, 'ready'],
    ['ErrApplied', 'chart not found', 'failed'],
    ['NotReady', '0 of 1 pods', 'installing'],
    ['WaitApplied', undefined, 'installing'],
    ['Modified', undefined, 'ready'],
    ['SomethingNew', undefined, 'unknown'],
  ])('with %s of Fleet', (state, message, expected) => {
    const [addon] = toAddons({
      helmOps: [helmOp()],
      deployments: [deployment(state, message)],
      addons: [],
    });
    expect(addon).toMatchObject({
      name: 'loki',
      chart: 'loki',
      version: '6.1.0',
      namespace: 'logging',
      managed: true,
      state: expected,
      ...(message && { message }),
    });
  });

  it('wait for the cluster while Fleet has not deployed them', () => {
    const [addon] = toAddons({
      helmOps: [helmOp()],
      deployments: [],
      addons: [],
    });
    expect(addon).toMatchObject({ state: 'installing' });
  });

  it.each([
    ['another version', { options: { helm: { version: '6.0.0' } } }],
    ['other values', { deploymentID: 's-2' }],
  ])('are not ready while the cluster has %s yet', (_, spec) => {
    const [addon] = toAddons({
      helmOps: [helmOp()],
      deployments: [deployment('Ready', undefined, 'shop-loki', spec)],
      addons: [],
    });
    expect(addon).toMatchObject({
      state: 'installing',
      message: 'waiting for Fleet to bring version 6.1.0',
    });
  });

  it('fail with the words of Fleet when it does not accept the chart', () => {
    const conditions = [
      { type: 'Accepted', status: 'False', message: 'no such chart' },
    ];
    const [addon] = toAddons({
      helmOps: [helmOp({ conditions })],
      deployments: [],
      addons: [],
    });
    expect(addon).toMatchObject({ state: 'failed', message: 'no such chart' });
  });

  it.each([
    [
      'spec.key: Invalid value: "hunter2 \\"x\\": a": must be longer',
      'spec.key: Invalid value: ***: must be longer',
    ],
    [
      'spec: Invalid value: map[string]interface {}{"password":"hunter2"}: must be text',
      'spec: Invalid value: ***: must be text',
    ],
    ['kind: Unsupported value: "hunter2"', 'kind: Unsupported value: ***'],
  ])('never repeat the values that they were given: %s', (message, shown) => {
    const [addon] = toAddons({
      helmOps: [helmOp()],
      deployments: [deployment('ErrApplied', message)],
      addons: [],
    });
    expect(addon).toMatchObject({ state: 'failed', message: shown });
  });

  it("show what others brought as not managed, and leave out Fleet's own agent", () => {
    const addons = toAddons({
      helmOps: [],
      deployments: [
        deployment('Ready', undefined, 'ingress'),
        deployment('Ready', undefined, 'fleet-agent-shop'),
      ],
      addons: [],
    });
    expect(addons).toEqual([
      expect.objectContaining({
        name: 'ingress',
        chart: 'traefik',
        managed: false,
      }),
    ]);
  });
});
