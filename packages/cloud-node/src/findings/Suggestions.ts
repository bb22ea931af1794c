import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { Suggestion, TargetType } from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../guard';
import type { DefinedOperation } from '../operations';
import type { TargetGuard } from '../targets/TargetGuard';
import { targetKeyOf, type Targets } from '../targets/Targets';
import type { VisibleTargets } from '../targets/VisibleTargets';
import { subjectOf } from './FindingReader';
import type { StoredFinding } from './rows';

/** An operation that would settle a finding, with all that decides whether somebody may do it. */
interface Wanted {
  finding: StoredFinding;
  input: Suggestion['input'];
  defined: DefinedOperation;
  access: OwnedResource;
}

/** What would settle findings, for those who may do it. */
export class Suggestions {
  constructor(
    private readonly options: {
      pluginId: string;
      definitions: readonly DefinedOperation[];
      targets: Targets<Pick<TargetGuard, 'allowedOperations'>>;
      visible: Pick<VisibleTargets, 'accessOf'>;
    },
  ) {}

  /** By the id of the finding; only of those of which somebody may do something. */
  async of(
    findings: StoredFinding[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Suggestion[]>> {
    const wanted = await this.wantedFor(findings);
    const found = new Map<string, Suggestion[]>();
    for (const type of new Set(wanted.map(typeOf))) {
      const ofType = wanted.filter(each => typeOf(each) === type);
      const allowed = await this.allowed(type, ofType, credentials);
      for (const { finding, defined, input } of allowed) {
        const { id: operation, title, risk } = defined.spec;
        const { pluginId: plugin } = this.options;
        found.set(finding.id, [
          ...(found.get(finding.id) ?? []),
          { plugin, operation, title, risk, input },
        ]);
      }
    }
    return found;
  }

  private async wantedFor(findings: StoredFinding[]): Promise<Wanted[]> {
    const { definitions, visible } = this.options;
    const accessBySubject = new Map<string, Promise<OwnedResource[]>>();
    const wanted = findings
      .filter(({ state }) => state !== 'closed')
      .map(async finding => {
        const subject = subjectOf(finding.document);
        const key = targetKeyOf(subject);
        const known = accessBySubject.get(key) ?? visible.accessOf(subject);
        accessBySubject.set(key, known);
        const [access] = await known;
        return finding.document.suggestions.flatMap(({ operation, input }) =>
          definitions
            .filter(({ spec }) => spec.id === operation)
            .map(defined => ({ finding, input, defined, access })),
        );
      });
    return (await Promise.all(wanted)).flat();
  }

  private async allowed(
    type: TargetType,
    wanted: Wanted[],
    credentials: BackstageCredentials,
  ): Promise<Wanted[]> {
    const permissions: Record<string, ResourcePermission> = Object.fromEntries(
      wanted.map(({ defined }) => [defined.spec.id, defined.permission]),
    );
    const may = await this.options.targets.guard(type).allowedOperations(
      credentials,
      wanted.map(({ access, defined }) => ({
        ...access,
        risk: defined.spec.risk,
      })),
      permissions,
    );
    return wanted.filter(({ defined }, index) =>
      may[index].includes(defined.spec.id),
    );
  }
}

const typeOf = ({ finding }: Wanted) => finding.document.subject.type;
