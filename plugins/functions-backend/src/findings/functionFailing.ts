import type { Freshness } from '@flytower/cloud-common';
import type {
  CloudFunction,
  FunctionRevision,
} from '@flytower/cloud-common/functions';
import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import { parseFunctionId } from '../map/toFunction';

/** A function as its detector looks at it. */
export interface WatchedFunction {
  record: CloudFunction;
  /** Newest first. */
  revisions: FunctionRevision[];
}

/** All functions of all platforms. */
export function functionSubjects(options: {
  list(): WatchedFunction[];
  isComplete(platform: string): boolean;
  freshness(): Freshness[];
}): Subjects<WatchedFunction> {
  const { list, isComplete, freshness } = options;
  return {
    // one that is half read looks as if it had nothing that answers
    list: () =>
      list().filter(
        ({ record: { state, source } }) =>
          state !== 'removing' && isComplete(source),
      ),
    subjectOf: ({ record: { id, name, entityRef } }) => ({
      type: 'function',
      id,
      title: name,
      entityRef,
    }),
    accessOf: ({ record: { owners, readers, environment } }) => ({
      owners,
      readers,
      environment,
    }),
    isKnown: id => {
      const platform = parseFunctionId(id)?.platform;
      return (
        platform !== undefined &&
        isComplete(platform) &&
        freshness().some(
          ({ source, state }) => source === platform && state === 'fresh',
        )
      );
    },
  };
}

/** A function that does not work as it was deployed last. An older revision may still answer. */
export const functionFailing = (subjects: Subjects<WatchedFunction>) =>
  detectPerSubject({
    kind: 'function-failing',
    title: 'Function failing',
    subjects,
    see({ record, revisions }) {
      if (record.state === 'unknown') return 'unclear';
      if (record.state !== 'failed') return [];
      const answering = revisions.find(
        ({ state, percent }) => state === 'ready' && percent > 0,
      );
      const latest = revisions.find(
        ({ name }) => name === record.latestRevision,
      );
      const ready = revisions.filter(({ state }) => state === 'ready');
      const answered = ready.reduce((sum, { percent }) => sum + percent, 0);
      // when only the build failed, or what worked still answers for everything, there is nothing to go back from
      const older =
        latest?.state === 'failed' && answered < 100 ? ready[0] : undefined;
      return [
        {
          severity: answering ? 'warning' : 'critical',
          message: answering
            ? `What was deployed last does not work; revision ${answering.name} still answers`
            : 'It does not work, and no revision answers',
          evidence: [
            ...(record.message
              ? [{ label: 'The platform says', value: record.message }]
              : []),
            ...(record.latestRevision
              ? [{ label: 'Newest revision', value: record.latestRevision }]
              : []),
          ],
          since: record.updatedAt,
          suggestions: older
            ? [
                {
                  operation: 'roll-back-function',
                  input: { functionId: record.id, revision: older.name },
                },
              ]
            : [],
        },
      ];
    },
  });
