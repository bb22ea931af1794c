import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { Freshness, Page } from '@flytower/cloud-common';
import {
  findingSeverities,
  type Finding,
  type findingQuerySchema,
  type Suggestion,
  type TargetType,
} from '@flytower/cloud-common/operations';
import type { z } from 'zod';
import type { OwnedResource } from '../guard';
import { pageItems, type ListRules } from '../lists/pageItems';
import type {
  DefinedOperation,
  TargetGuard,
  TargetSources,
} from '../operations';
import type { FindingStore } from './FindingStore';
import type { StoredFinding } from './rows';
import type { FindingSettings } from './settings';

type FindingGuard = Pick<TargetGuard, 'visible' | 'allowedOperations'>;

/** Who decides about each kind of target; a server's project decides about it. @public */
export type TargetGuards = Partial<Record<TargetType, FindingGuard>>;

export type FindingQueryParsed = z.output<typeof findingQuerySchema>;

interface AskedBy {
  credentials: BackstageCredentials;
}

/** A finding with who may see it now. */
interface Seen {
  stored: StoredFinding;
  access: OwnedResource;
}

export interface FindingServiceOptions {
  pluginId: string;
  store: FindingStore;
  settings: FindingSettings;
  definitions: readonly DefinedOperation[];
  guards: TargetGuards;
  /** Where who may see a subject is known as it is now, and not as it was when the finding was seen last. */
  targets?: TargetSources;
  freshness?(): Freshness[] | Promise<Freshness[]>;
}

const rules: ListRules<Finding> = {
  facets: {
    kind: ({ kind }) => kind,
    severity: ({ severity }) => severity,
    owner: ({ owner }) => owner,
    state: ({ state }) => state,
  },
  filters: {
    subjectId: ({ subject }) => subject.id,
    entityRef: ({ subject }) => subject.entityRef,
  },
  search: finding => [
    finding.subject.title,
    finding.part,
    finding.kind,
    finding.message,
  ],
  sort: {
    // worst first, and of those the oldest
    severity: ({ severity, openedAt }) =>
      `${findingSeverities.indexOf(severity)} ${openedAt}`,
    openedAt: ({ openedAt }) => openedAt,
    updatedAt: ({ updatedAt }) => updatedAt,
  },
  idOf: ({ id }) => id,
};

/** Findings for those who may see what they are about; what would settle them, for those who may do it. */
export class FindingService {
  constructor(private readonly options: FindingServiceOptions) {}

  async list(
    query: FindingQueryParsed,
    { credentials }: AskedBy,
  ): Promise<Page<Finding>> {
    const { store, freshness } = this.options;
    const stored = await store.shown({
      subjectIds: query.subjectId,
      entityRefs: query.entityRef,
    });
    const visible = await this.visible(stored, credentials);
    const findings = await this.withSuggestions(visible, credentials);
    const fresh = (await freshness?.()) ?? [];
    if (!query.orSettleable) return pageItems(findings, query, rules, fresh);

    const { owner: owners = [], ...others } = query;
    const mine = findings.filter(
      ({ owner, suggestions }) =>
        suggestions.length > 0 || (owner && owners.includes(owner)),
    );
    return pageItems(mine, others, rules, fresh);
  }

  async get(id: string, { credentials }: AskedBy): Promise<Finding> {
    const stored = await this.options.store.find(id);
    const [seen] = stored ? await this.visible([stored], credentials) : [];
    if (!seen) {
      throw new NotFoundError(`There is no finding "${id}" that you may see`);
    }
    const [finding] = await this.withSuggestions([seen], credentials);
    return finding;
  }

  private async visible(
    stored: StoredFinding[],
    credentials: BackstageCredentials,
  ): Promise<Seen[]> {
    const all = await Promise.all(
      stored
        .filter(
          ({ kind }) => this.options.settings.policyOf(kind).policy !== 'off',
        )
        .map(async one => ({ stored: one, access: await this.accessOf(one) })),
    );
    const visible = new Set<string>();
    for (const [guard, group] of this.byGuard(all)) {
      // the guard looks at the resource; which finding it belongs to travels along
      const allowed = await guard.visible(
        credentials,
        group.map(({ stored: { id }, access }) => ({ ...access, id })),
      );
      for (const { id } of allowed) visible.add(id);
    }
    return all.filter(({ stored: { id } }) => visible.has(id));
  }

  private async withSuggestions(
    seen: Seen[],
    credentials: BackstageCredentials,
  ): Promise<Finding[]> {
    const allowed = new Map<string, Suggestion[]>();
    for (const [guard, group] of this.byGuard(seen)) {
      const wanted = group.flatMap(({ stored, access }) =>
        stored.state === 'closed'
          ? []
          : stored.document.suggestions.flatMap(suggestion => {
              const defined = this.definitionOf(suggestion.operation);
              return defined ? [{ stored, access, suggestion, defined }] : [];
            }),
      );
      const permissions: Record<string, ResourcePermission> =
        Object.fromEntries(
          wanted.map(({ defined }) => [defined.spec.id, defined.permission]),
        );
      if (wanted.length === 0) continue;
      const may = await guard.allowedOperations(
        credentials,
        wanted.map(({ access, defined }) => ({
          ...access,
          risk: defined.spec.risk,
        })),
        permissions,
      );
      wanted.forEach(({ stored, suggestion, defined }, index) => {
        const { id, title, risk } = defined.spec;
        if (!may[index].includes(id)) return;
        allowed.set(stored.id, [
          ...(allowed.get(stored.id) ?? []),
          {
            plugin: this.options.pluginId,
            operation: id,
            title,
            risk,
            input: suggestion.input,
          },
        ]);
      });
    }
    return seen.map(({ stored }) =>
      this.toFinding(stored, allowed.get(stored.id) ?? []),
    );
  }

  private byGuard(seen: Seen[]): Map<FindingGuard, Seen[]> {
    const { guards } = this.options;
    const groups = new Map<FindingGuard, Seen[]>();
    for (const one of seen) {
      const { type } = one.stored.document.subject;
      const guard =
        guards[type] ?? (type === 'server' ? guards.project : undefined);
      // nobody decides about it, so nobody sees it
      if (guard) groups.set(guard, [...(groups.get(guard) ?? []), one]);
    }
    return groups;
  }

  private async accessOf({ document }: StoredFinding): Promise<OwnedResource> {
    const { type, id } = document.subject;
    try {
      const found = await this.options.targets?.[type]?.find(id);
      return found?.access ?? document.access;
    } catch {
      // not known at the moment: as it was when it was seen last
      return document.access;
    }
  }

  private definitionOf(operation: string): DefinedOperation | undefined {
    return this.options.definitions.find(({ spec }) => spec.id === operation);
  }

  private toFinding(stored: StoredFinding, suggestions: Suggestion[]): Finding {
    const { document, autoNote } = stored;
    const { policy } = this.options.settings.policyOf(stored.kind);
    return {
      id: stored.id,
      plugin: this.options.pluginId,
      kind: stored.kind,
      subject: document.subject,
      part: stored.part || undefined,
      severity: stored.severity,
      message: document.message,
      evidence: autoNote
        ? [...document.evidence, { label: 'By itself', value: autoNote }]
        : document.evidence,
      owner: stored.owner,
      state: stored.state === 'closed' ? 'closed' : 'open',
      since: toIso(stored.since),
      openedAt: toIso(stored.openedAt ?? stored.firstSeen),
      updatedAt: toIso(stored.updatedAt),
      closedAt: stored.closedAt ? toIso(stored.closedAt) : undefined,
      policy: stored.autoState === 'held' ? 'suggest' : policy,
      suggestions,
      operationId: stored.operationId,
    };
  }
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
