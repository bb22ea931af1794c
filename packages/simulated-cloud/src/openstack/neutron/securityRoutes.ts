import { z } from 'zod';
import type { Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import { neutronFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { SecurityGroup, SecurityRule } from '../types';
import { ownerOf } from './networkRoutes';
import { checkQuota } from './quotaRoutes';
import { listOf, mayUse, missing, readBody } from './requests';
import { createViews } from './views';

const newGroup = z.strictObject({
  name: z.string().max(255),
  description: z.string().default(''),
  stateful: z.boolean().optional(),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});

const portNumber = z.coerce.number().int().min(-1).max(65_535).nullish();

const newRule = z.strictObject({
  security_group_id: z.string(),
  direction: z.enum(['ingress', 'egress']),
  ethertype: z.string().default('IPv4'),
  protocol: z.coerce.string().nullish(),
  port_range_min: portNumber,
  port_range_max: portNumber,
  remote_ip_prefix: z.string().nullish(),
  remote_group_id: z.string().nullish(),
  remote_address_group_id: z.string().nullish(),
  description: z.string().default(''),
  project_id: z.string().optional(),
  tenant_id: z.string().optional(),
});

/** Who may reach servers. */
export function addSecurityRoutes(
  app: ServiceApp,
  state: CloudState,
  random: Random,
) {
  const base = '/:region/v2.0';
  const now = () => state.ctx.clock.now();
  const viewsOf = (c: ServiceContext) =>
    createViews(c.get('region'), isAdmin(c.get('token')));
  const find = (c: ServiceContext, id: string): SecurityGroup | Response => {
    const group = c.get('region').securityGroups.get(id);
    return group && mayUse(c, group)
      ? group
      : neutronFault('SecurityGroupNotFound')(
          c,
          404,
          `Security group ${id} does not exist`,
        );
  };
  const visible = (c: ServiceContext) => {
    const region = c.get('region');
    const own = projectOf(c.get('token'));
    if (own) region.defaultSecurityGroup(own, now());
    const project = c.req.query('project_id') ?? c.req.query('tenant_id');
    const groups = project
      ? region.securityGroups.by('project', project)
      : region.securityGroups.values();
    return groups.filter(group => mayUse(c, group));
  };

  app.get(`${base}/security-groups`, c =>
    listOf(
      c,
      state.urls.neutron,
      'security_groups',
      visible(c).map(viewsOf(c).securityGroup),
    ),
  );
  app.get(`${base}/security-groups/:id`, c => {
    const group = find(c, c.req.param('id'));
    return group instanceof Response
      ? group
      : c.json({ security_group: viewsOf(c).securityGroup(group) });
  });
  app.post(`${base}/security-groups`, async c => {
    const request = await readBody(c, 'security_group', newGroup);
    if ('refusal' in request) return request.refusal;
    const { name, description, ...wanted } = request.body;
    const projectId = ownerOf(c, wanted);
    const over = checkQuota(state, c, projectId, 'security_group');
    if (over) return over;
    const egress = (ethertype: string): SecurityRule => ({
      id: random.uuid(),
      direction: 'egress',
      ethertype,
      protocol: null,
      min: null,
      max: null,
      prefix: null,
      groupId: null,
      description: null,
      createdAt: now(),
    });
    const group = c.get('region').securityGroups.add({
      id: random.uuid(),
      name,
      description,
      projectId,
      createdAt: now(),
      rules: [egress('IPv4'), egress('IPv6')],
    });
    return c.json({ security_group: viewsOf(c).securityGroup(group) }, 201);
  });
  app.delete(`${base}/security-groups/:id`, c => {
    const group = find(c, c.req.param('id'));
    if (group instanceof Response) return group;
    const region = c.get('region');
    const isUsed = region.ports
      .by('project', group.projectId)
      .some(({ securityGroupIds }) => securityGroupIds.includes(group.id));
    if (isUsed) {
      return neutronFault('SecurityGroupInUse')(
        c,
        409,
        `Security Group ${group.id} in use.`,
      );
    }
    region.securityGroups.remove(group.id);
    return c.body(null, 204);
  });

  app.get(`${base}/security-group-rules`, c => {
    const views = viewsOf(c);
    const rules = visible(c).flatMap(group =>
      group.rules.map(rule => views.securityRule(rule, group)),
    );
    return listOf(c, state.urls.neutron, 'security_group_rules', rules);
  });
  app.post(`${base}/security-group-rules`, async c => {
    const request = await readBody(c, 'security_group_rule', newRule);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body;
    const group = find(c, wanted.security_group_id);
    if (group instanceof Response) return group;
    const over = checkQuota(state, c, group.projectId, 'security_group_rule');
    if (over) return over;
    const rule: SecurityRule = {
      id: random.uuid(),
      direction: wanted.direction,
      ethertype: wanted.ethertype,
      protocol: wanted.protocol ?? null,
      min: wanted.port_range_min ?? null,
      max: wanted.port_range_max ?? null,
      prefix: wanted.remote_ip_prefix ?? null,
      groupId: wanted.remote_group_id ?? null,
      description: wanted.description,
      createdAt: now(),
    };
    const same = group.rules.find(one => meaning(one) === meaning(rule));
    if (same) {
      return neutronFault('SecurityGroupRuleExists')(
        c,
        409,
        `Security group rule already exists. Rule id is ${same.id}.`,
      );
    }
    group.rules.push(rule);
    return c.json(
      { security_group_rule: viewsOf(c).securityRule(rule, group) },
      201,
    );
  });
  app.delete(`${base}/security-group-rules/:id`, c => {
    const { id } = c.req.param();
    const group = visible(c).find(({ rules }) =>
      rules.some(rule => rule.id === id),
    );
    if (!group) return missing(c, 'Security Group Rule', id);
    group.rules = group.rules.filter(rule => rule.id !== id);
    return c.body(null, 204);
  });
}

/** What makes two rules the same. */
const meaning = (rule: SecurityRule) =>
  JSON.stringify([
    rule.direction,
    rule.ethertype,
    rule.protocol,
    rule.min,
    rule.max,
    rule.prefix,
    rule.groupId,
  ]);
