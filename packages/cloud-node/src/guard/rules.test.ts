import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type { OwnedResource } from './resources';
import { clusterRules, functionRules, projectRules } from './rules';

const shop: OwnedResource = {
  owners: ['group:default/checkout'],
  readers: ['group:default/checkout', 'group:default/payments'],
  environment: 'production',
  tags: ['pci'],
  members: [
    { ref: 'group:default/payments', roles: ['reader'] },
    { ref: 'group:default/checkout', roles: ['owner', 'member'] },
  ] as OwnedResource['members'],
  risk: 'disruptive',
};
const bare: OwnedResource = { owners: [], readers: [] };

describe.each([
  ['cloud-project', 'projects', projectRules],
  ['cloud-cluster', 'clusters', clusterRules],
  ['cloud-function', 'functions', functionRules],
])('the rules of %s', (resourceType, pluginId, rules) => {
  const authorize = createConditionAuthorizer(Object.values(rules) as never);
  const meets = (
    resource: OwnedResource,
    rule: string,
    params: Record<string, unknown>,
  ) =>
    authorize(
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId,
        resourceType,
        conditions: { rule, resourceType, params } as never,
      },
      resource as never,
    );

  it.each<[string, Record<string, unknown>, boolean]>([
    ['IS_OWNER', { claims: ['group:default/checkout'] }, true],
    ['IS_OWNER', { claims: ['group:default/payments'] }, false],
    ['IS_OWNER', { claims: [] }, false],
    ['IS_MEMBER', { claims: ['group:default/payments'] }, true],
    ['IS_MEMBER', { claims: ['group:default/search'] }, false],
    ['HAS_ENVIRONMENT', { environments: ['production'] }, true],
    ['HAS_ENVIRONMENT', { environments: ['test'] }, false],
    ['HAS_TAG', { tags: ['other', 'pci'] }, true],
    ['HAS_TAG', { tags: ['pc_', 'PCI', '%'] }, false],
    [
      'HAS_PROJECT_ROLE',
      { claims: ['group:default/checkout'], roles: ['owner'] },
      true,
    ],
    // somebody else's role is not mine
    [
      'HAS_PROJECT_ROLE',
      { claims: ['group:default/payments'], roles: ['owner'] },
      false,
    ],
    ['RISK_AT_MOST', { risk: 'read' }, false],
    ['RISK_AT_MOST', { risk: 'change' }, false],
    ['RISK_AT_MOST', { risk: 'disruptive' }, true],
    ['RISK_AT_MOST', { risk: 'destructive' }, true],
  ])('answer %s %j with %p', (rule, params, answer) => {
    expect(meets(shop, rule, params)).toBe(answer);
  });

  it.each<[string, Record<string, unknown>]>([
    ['HAS_ENVIRONMENT', { environments: ['production'] }],
    ['HAS_TAG', { tags: ['pci'] }],
    ['HAS_PROJECT_ROLE', { claims: ['user:default/a'], roles: ['owner'] }],
    ['RISK_AT_MOST', { risk: 'destructive' }],
  ])('are not met by what says nothing of it (%s)', (rule, params) => {
    expect(meets(bare, rule, params)).toBe(false);
  });
});
