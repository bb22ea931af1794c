import type { OperationChoices } from '@flytower/cloud-common/operations';

type Fields = OperationChoices['fields'];
type Choice = Fields[string][number];

/**
 * What can be chosen for many targets: everything that is valid for one of them at least, and for how many of them. What
 * fits most of them stands first.
 */
export function mergeChoices(each: Fields[]): Fields {
  const names = new Set(each.flatMap(fields => Object.keys(fields)));
  return Object.fromEntries(
    [...names].map(name => [
      name,
      mergeField(
        each.flatMap(fields => fields[name] ?? []),
        each.length,
      ),
    ]),
  );
}

function mergeField(choices: Choice[], targets: number): Choice[] {
  const byValue = new Map<Choice['value'], Choice[]>();
  for (const choice of choices) {
    byValue.set(choice.value, [...(byValue.get(choice.value) ?? []), choice]);
  }
  return [...byValue.values()]
    .sort((a, b) => b.length - a.length)
    .map(same => ({ ...same[0], note: noteOf(same, targets) }));
}

/** What is said of it everywhere alike; what differs is said of none. */
function noteOf(same: Choice[], targets: number): string | undefined {
  if (same.length < targets) return `for ${same.length} of ${targets}`;
  return same.every(({ note }) => note === same[0].note)
    ? same[0].note
    : undefined;
}
