import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { OwnedQuery } from '@flytower/cloud-node/guard';
import type { Knex } from 'knex';

/** What somebody may see: everything, nothing, or what meets these criteria. */
export type Narrowing = 'all' | 'none' | PermissionCriteria<OwnedQuery>;

/** Keeps the projects that somebody may see. The same question as the rules ask in memory, asked in SQL. */
export function narrow(
  query: Knex.QueryBuilder,
  narrowing: Narrowing,
): Knex.QueryBuilder {
  if (narrowing === 'all') return query;
  if (narrowing === 'none') return query.whereRaw('1 = 0');
  return query.where(inner => applyCriteria(inner, narrowing));
}

function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<OwnedQuery>,
): void {
  if (isAndCriteria(criteria)) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => applyCriteria(inner, part));
    }
  } else if (isOrCriteria(criteria)) {
    for (const part of criteria.anyOf) {
      query.orWhere(inner => applyCriteria(inner, part));
    }
  } else if (isNotCriteria(criteria)) {
    query.whereNot(inner => applyCriteria(inner, criteria.not));
  } else {
    applyRule(query, criteria);
  }
}

function applyRule(query: Knex.QueryBuilder, rule: OwnedQuery): void {
  if (rule.field === 'environment') {
    // without the first half, SQL would know neither this nor its opposite
    query
      .whereNotNull('projects.environment')
      .whereIn('projects.environment', rule.values);
    return;
  }
  if (rule.field === 'nothing') {
    query.whereRaw('1 = 0');
    return;
  }
  if (rule.field === 'tags') {
    // kept as a JSON list of words without quotes in them; LIKE would read
    // `_` and `%` in a tag as wildcards, and on SQLite not tell a from A
    query.where(any => {
      for (const tag of rule.values)
        any.orWhereRaw(`replace(projects.tags, ?, '') <> projects.tags`, [
          JSON.stringify(tag),
        ]);
      if (rule.values.length === 0) any.whereRaw('1 = 0');
    });
    return;
  }
  query.whereExists(members => {
    members
      .from('project_members')
      .whereRaw('project_members.project_id = projects.id');
    if (rule.field === 'roles') {
      members
        .whereIn('project_members.role', rule.values)
        .whereIn('project_members.ref', rule.claims ?? []);
    } else {
      members.whereIn('project_members.ref', rule.values);
      if (rule.field === 'owners') members.where('project_members.owns', true);
    }
  });
}
