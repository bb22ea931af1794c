import type { OperationTarget } from '@flytower/cloud-common/operations';

/**
 * Who asked, and who agreed, meant one target and not its name. A sentence when another one bears it by now;
 * undefined while it is the same, or not there at all.
 */
export function anotherOne(
  meant: OperationTarget,
  there: OperationTarget | undefined,
): string | undefined {
  if (!there?.uid || !meant.uid || there.uid === meant.uid) return undefined;
  return `There is another ${meant.title} now than the one that this was asked for; it was left alone`;
}
