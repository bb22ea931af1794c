import {
  componentEntityV1alpha1Validator,
  DEFAULT_NAMESPACE,
  entityEnvelopeSchemaValidator,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import type { Cluster } from '@flytower/cloud-common/clusters';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import type { Project } from '@flytower/cloud-common/projects';
import { toClusterEntity } from './toClusterEntity';
import { toFunctionEntity } from './toFunctionEntity';
import { toPeopleEntities } from './toPeopleEntities';
import { toProjectEntity } from './toProjectEntity';

const baseUrl = 'http://localhost:7007';

const project: Project = {
  id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  name: 'Checkout (prod)',
  description: '',
  cloud: 'main',
  domain: 'company',
  enabled: true,
  regions: ['north', 'south'],
  tags: ['env:production', 'For Operation', '§§'],
  environment: 'production',
  entityRef: 'system:default/checkout-prod',
  owners: [],
  readers: [],
  members: [],
  counts: { servers: 0, volumes: 0, networks: 0 },
  quota: [],
  allowedOperations: [],
};

const cluster: Cluster = {
  id: 'main.shop',
  name: 'shop',
  displayName: 'shop',
  description: '',
  source: 'main',
  entityRef: 'resource:default/main.shop',
  projectId: project.id,
  projectRef: project.entityRef,
  owner: 'group:default/checkout',
  owners: ['group:default/checkout'],
  readers: ['group:default/checkout'],
  state: 'active',
  nodes: { total: 3, ready: 3 },
  pools: [],
  allowedOperations: [],
};

const fn: CloudFunction = {
  id: 'north.checkout.resize',
  name: 'resize',
  namespace: 'checkout',
  source: 'north',
  entityRef: 'component:default/north.checkout.resize',
  platformRef: 'resource:default/main.functions-north',
  projectRef: project.entityRef,
  owner: 'group:default/checkout',
  owners: [],
  readers: [],
  invoke: 'http',
  runtime: 'node',
  state: 'ready',
  allowedOperations: [],
};

async function expectValid(
  entity: Entity,
  validator: { check(e: Entity): Promise<boolean> },
) {
  const whole = {
    ...entity,
    metadata: { namespace: DEFAULT_NAMESPACE, ...entity.metadata },
  };
  entityEnvelopeSchemaValidator()(JSON.parse(JSON.stringify(whole)));
  await new FieldFormatEntityPolicy().enforce(whole);
  expect(await validator.check(JSON.parse(JSON.stringify(whole)))).toBe(true);
}

describe('entities of the cloud', () => {
  it('are what the catalog accepts, whatever tags and names Keystone allows', async () => {
    await expectValid(
      toProjectEntity(project, baseUrl),
      systemEntityV1alpha1Validator,
    );
    await expectValid(
      toClusterEntity(cluster, baseUrl),
      resourceEntityV1alpha1Validator,
    );
    await expectValid(
      toFunctionEntity(fn, baseUrl),
      componentEntityV1alpha1Validator,
    );
  });

  it('belong to their project and its owner', () => {
    expect(toClusterEntity(cluster, baseUrl).spec).toEqual({
      type: 'kubernetes-cluster',
      owner: 'group:default/checkout',
      readers: ['group:default/checkout'],
      system: 'system:default/checkout-prod',
    });
    expect(toFunctionEntity(fn, baseUrl).spec).toMatchObject({
      owner: 'group:default/checkout',
      system: 'system:default/checkout-prod',
      dependsOn: ['resource:default/main.functions-north'],
    });
  });

  it('say that nobody owns what nobody owns', () => {
    expect(toProjectEntity(project, baseUrl).spec.owner).toBe(
      'group:default/unowned',
    );
  });

  it('make one user of accounts in two clouds', async () => {
    const entities = toPeopleEntities({
      groups: [
        {
          ref: 'group:default/checkout',
          name: 'checkout',
          description: 'Carts and payments',
          cloud: 'main',
        },
      ],
      users: [
        {
          ref: 'user:default/ines.duarte',
          name: 'ines.duarte',
          displayName: 'Ines Duarte',
          email: 'ines@meridian.example',
          groups: ['group:default/checkout'],
          cloud: 'main',
        },
        {
          ref: 'user:default/ines.duarte',
          name: 'ines.duarte',
          displayName: 'Ines Duarte',
          groups: ['group:default/search'],
          cloud: 'other',
        },
      ],
      freshness: [],
    });

    const [nobody, group, user, ...more] = entities;
    expect(more).toEqual([]);
    await expectValid(nobody, groupEntityV1alpha1Validator);
    await expectValid(group, groupEntityV1alpha1Validator);
    await expectValid(user, userEntityV1alpha1Validator);
    expect(user.spec).toEqual({
      profile: { displayName: 'Ines Duarte', email: 'ines@meridian.example' },
      memberOf: ['group:default/checkout', 'group:default/search'],
    });
  });
});
