/** Something the person at the keyboard can do something about: one sentence, no stack. */
export class Problem extends Error {}

const known = [
  [
    /ENOSPC|no space left on device/i,
    () =>
      'The disk is full. Free some space (about 3 GB are needed) and run it again.',
  ],
  [
    /EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|network request|RequestError|fetch failed/i,
    () =>
      'The npm registry cannot be reached. Check the network or the proxy settings of npm, and run it again.',
  ],
  [
    /EACCES|EPERM/i,
    () =>
      'A file in this folder cannot be written. Check who owns it, and run it again.',
  ],
  [
    /YN0028/,
    () =>
      'yarn.lock does not fit the package.json files. Run "yarn install" and commit the result.',
  ],
];

/** Says in a sentence what went wrong, if the output of a failed command shows one of the usual causes. */
export function explain(output) {
  return known.find(([pattern]) => pattern.test(output))?.[1]();
}
