import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  cloudAddonInstallPermission,
  cloudClusterReadPermission,
} from '@flytower/cloud-common/clusters';
import {
  cloudFunctionInvokePermission,
  cloudFunctionLogsReadPermission,
  cloudFunctionReadPermission,
} from '@flytower/cloud-common/functions';
import {
  cloudClusterCreatePermission,
  cloudFunctionDeployPermission,
  cloudProjectReadPermission,
} from '@flytower/cloud-common/projects';
import {
  clusterRules,
  functionRules,
  projectRules,
  readAccess,
} from '@flytower/cloud-node/guard';
import { CloudPermissionPolicy } from './CloudPermissionPolicy';

/** Who asks: what their sign-in says of them. */
const people: Record<string, string[]> = {
  owner: ['user:default/ines', 'group:default/checkout'],
  member: ['user:default/jonas', 'group:default/payments'],
  stranger: ['user:default/yara', 'group:default/search'],
  operator: ['user:default/mei', 'group:default/kubernetes-operators'],
  platform: ['user:default/oskar', 'group:default/platform'],
};

/** Owned by checkout, readable for payments. */
const resource = {
  owners: ['group:default/checkout'],
  readers: ['group:default/checkout', 'group:default/payments'],
};

/** Raising a quota without a ceiling: of no resource, so that owning something gives nobody the right to. */
const exceedQuota = createPermission({
  name: 'cloud.quota.exceed',
  attributes: { action: 'update' },
});

const claimsOf = async (userRef: string) =>
  Object.values(people).find(([ref]) => ref === userRef) ?? [];

const policy = new CloudPermissionPolicy(
  readAccess(
    new ConfigReader({
      cloud: {
        access: {
          platformGroups: ['platform'],
          operatorGroups: ['group:default/kubernetes-operators'],
        },
      },
    }),
  ),
  { of: claimsOf, sure: claimsOf },
);

const rulesets = [projectRules, clusterRules, functionRules].map(rules =>
  createConditionAuthorizer(Object.values(rules) as never),
);

async function may(person: string, permission: Permission): Promise<boolean> {
  const credentials = mockCredentials.user(people[person][0]);
  const decision = await policy.handle(
    { permission },
    {
      credentials,
      // what the sign-in says of groups counts for nothing
      info: {
        userEntityRef: people[person][0],
        ownershipEntityRefs: ['group:default/platform'],
      },
    },
  );
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW;
  }
  const index = ['projects', 'clusters', 'functions'].indexOf(
    decision.pluginId,
  );
  return rulesets[index](decision, resource as never);
}

const catalogDelete = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});
const catalogRead = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});

describe('the default policy', () => {
  const all = Object.keys(people);
  it.each<[Permission, string[]]>([
    [cloudProjectReadPermission, ['owner', 'member', 'operator', 'platform']],
    [cloudClusterReadPermission, ['owner', 'member', 'operator', 'platform']],
    [cloudFunctionReadPermission, ['owner', 'member', 'operator', 'platform']],
    [cloudClusterCreatePermission, ['owner', 'operator', 'platform']],
    [cloudAddonInstallPermission, ['owner', 'operator', 'platform']],
    [cloudFunctionDeployPermission, ['owner', 'platform']],
    [cloudFunctionInvokePermission, ['owner', 'platform']],
    [cloudFunctionLogsReadPermission, ['owner', 'platform']],
    [exceedQuota, ['platform']],
    [catalogDelete, ['platform']],
  ])('decides on %p', async (permission, allowed) => {
    const answers = await Promise.all(
      all.map(async person => [person, await may(person, permission)] as const),
    );
    expect(answers.filter(([, yes]) => yes).map(([person]) => person)).toEqual(
      all.filter(person => allowed.includes(person)),
    );
  });

  it('decides on operations that it has never heard of', async () => {
    const operation = (
      name: string,
      resourceType: string,
      action: 'update' | 'delete',
    ) => createPermission({ name, attributes: { action }, resourceType });
    const allowed = async (permission: Permission) => {
      const answers = await Promise.all(all.map(who => may(who, permission)));
      return all.filter((_, index) => answers[index]);
    };
    expect(
      await allowed(
        operation('cloud.cluster.paint', 'cloud-cluster', 'update'),
      ),
    ).toEqual(['owner', 'operator', 'platform']);
    expect(
      await allowed(operation('cloud.cluster.drop', 'cloud-cluster', 'delete')),
    ).toEqual(['owner', 'operator', 'platform']);
    expect(
      await allowed(operation('cloud.server.drop', 'cloud-project', 'delete')),
    ).toEqual(['owner', 'platform']);
    expect(
      await allowed(operation('cloud.thing.drop', 'cloud-thing', 'delete')),
    ).toEqual(['platform']);
  });

  it('shows entities of the cloud to whom the doors would show them', async () => {
    const decide = (person: string) =>
      policy.decideFor(catalogRead, people[person][0]);
    expect(await decide('platform')).toEqual({ result: AuthorizeResult.ALLOW });
    expect(await decide('operator')).toEqual({ result: AuthorizeResult.ALLOW });
    expect(await decide('member')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        anyOf: [
          { not: { rule: 'HAS_SPEC', params: { key: 'readers' } } },
          { rule: 'HAS_SPEC', params: { value: 'user:default/jonas' } },
          { rule: 'HAS_SPEC', params: { value: 'group:default/payments' } },
        ],
      },
    });
  });

  it('lets people see their own tasks only', async () => {
    const decision = await policy.handle(
      {
        permission: createPermission({
          name: 'scaffolder.task.read',
          attributes: { action: 'read' },
          resourceType: 'scaffolder-task',
        }),
      },
      {
        credentials: mockCredentials.user('user:default/ines'),
        info: {
          userEntityRef: 'user:default/ines',
          ownershipEntityRefs: [],
        },
      },
    );
    expect(decision).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/ines'] },
      },
    });
  });

  it('does not say that there is nothing while it is not known who somebody is', async () => {
    const silent = new CloudPermissionPolicy(readAccess(new ConfigReader({})), {
      of: async () => [],
      sure: async () => {
        throw new ServiceUnavailableError('The catalog does not say');
      },
    });
    const ask = (permission: Permission) =>
      silent.handle(
        { permission },
        {
          credentials: mockCredentials.user(),
          info: { userEntityRef: 'user:default/a', ownershipEntityRefs: [] },
        },
      );
    for (const permission of [
      cloudProjectReadPermission,
      cloudClusterCreatePermission,
      catalogRead,
      catalogDelete,
    ]) {
      await expect(ask(permission)).rejects.toThrow('The catalog does not say');
    }
    // what is the same for everybody does not need it
    const open = createPermission({ name: 'other.read', attributes: {} });
    expect(await ask(open)).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('lets nobody in who is not signed in', async () => {
    expect(
      await policy.handle({ permission: cloudProjectReadPermission }),
    ).toEqual({ result: AuthorizeResult.DENY });
  });
});
