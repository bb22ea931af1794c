import { blocks, type Problem } from './problem';

/** People write the same environment in different ways. */
export const isSameEnvironment = (one: string, other: string | undefined) =>
  one.trim().toLowerCase() === other?.trim().toLowerCase();

/**
 * A project that says what it is says it of everything in it: otherwise whoever makes something in production would
 * decide by a word whether somebody else has to agree before it is deleted.
 *
 * @public
 */
export function environmentProblems(
  project: { name: string; environment?: string },
  wanted: string | undefined,
): Problem[] {
  const { name, environment } = project;
  if (!wanted || !environment || isSameEnvironment(environment, wanted)) {
    return [];
  }
  return [
    blocks(
      `Project ${name} is ${environment}, and so is everything in it; leave "${wanted}" out, or choose another project`,
      'environment',
    ),
  ];
}
