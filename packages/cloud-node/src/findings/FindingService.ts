import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Freshness, Page } from '@flytower/cloud-common';
import type { Finding } from '@flytower/cloud-common/operations';
import type { VisibleTargets } from '../targets/VisibleTargets';
import {
  subjectOf,
  type FindingQueryParsed,
  type FindingReader,
} from './FindingReader';
import type { FindingOperations } from './operationsPort';
import type { StoredFinding } from './rows';
import type { FindingSettings } from './settings';
import type { Suggestions } from './Suggestions';

interface AskedBy {
  credentials: BackstageCredentials;
}

export interface FindingServiceOptions {
  pluginId: string;
  reader: FindingReader;
  settings: FindingSettings;
  visible: VisibleTargets;
  suggestions: Suggestions;
  operations: Pick<FindingOperations, 'statesOf'>;
  freshness?(): Freshness[] | Promise<Freshness[]>;
}

/** Findings for those who may see what they are about; what would settle them, for those who may do it. */
export class FindingService {
  constructor(private readonly options: FindingServiceOptions) {}

  async list(
    { orSettleable, ...query }: FindingQueryParsed,
    { credentials }: AskedBy,
  ): Promise<Page<Finding>> {
    const { reader, visible, suggestions, freshness } = this.options;
    const targetKeys = await visible.keysFor(credentials);
    const list = async () => {
      if (!orSettleable) return reader.list(query, { targetKeys });
      const open = await reader.open(targetKeys);
      const settleable = await suggestions.of(open, credentials);
      const ids = [...settleable.keys()];
      const { owner: owners = [], ...others } = query;
      // not the column: that knows the first owner only, and as it was when it was seen
      const owned = await visible.keysOwnedBy(owners);
      const mine = { targetKeys: owned, ids };
      return reader.list(others, { targetKeys, mine });
    };
    const { items, ...page } = await list();
    return {
      ...page,
      items: await this.present(items, credentials),
      freshness: (await freshness?.()) ?? [],
    };
  }

  async get(id: string, { credentials }: AskedBy): Promise<Finding> {
    const { reader, visible } = this.options;
    const stored = await reader.find(id);
    const sees =
      stored && (await visible.sees(credentials, subjectOf(stored.document)));
    if (!sees) {
      throw new NotFoundError(`There is no finding "${id}" that you may see`);
    }
    const [finding] = await this.present([stored], credentials);
    return finding;
  }

  private async present(
    stored: StoredFinding[],
    credentials: BackstageCredentials,
  ): Promise<Finding[]> {
    const { suggestions, operations } = this.options;
    const [each, states] = await Promise.all([
      suggestions.of(stored, credentials),
      operations.statesOf(stored.flatMap(one => one.operationId ?? [])),
    ]);
    return stored.map(one => ({
      ...this.toFinding(one, each.get(one.id) ?? []),
      operationState: one.operationId ? states.get(one.operationId) : undefined,
    }));
  }

  private toFinding(
    stored: StoredFinding,
    suggestions: Finding['suggestions'],
  ): Omit<Finding, 'operationState'> {
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
