/** What went wrong at the start, as one sentence where it is something that people can mend. */
export function startError(error: unknown): Error {
  const { code, port } = error as { code?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} is taken by another program; end it (another simulated cloud, perhaps) and try again.`,
        { cause: error },
      );
    case 'EACCES':
      return new Error(
        `${
          port
            ? `Port ${port} may not be used`
            : 'The state directory may not be written'
        } by this user; choose another one.`,
        { cause: error },
      );
    case 'ENOSPC':
      return new Error(
        'The disk is full; free some space for the state directory and try again.',
        { cause: error },
      );
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
