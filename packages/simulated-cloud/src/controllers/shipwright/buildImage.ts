import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { SourceError, type ImageRegistry } from '../../functions/ImageRegistry';
import { git, GitError } from '../../git';
import type { BuildSpec } from './kinds';

/** What a build makes. */
export interface BuiltImage {
  digest: string;
  commit: string;
  author: string;
}

/** Why a build failed, with the step that noticed it. */
export class BuildFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly step = 'step-source-default',
  ) {
    super(message);
  }
}

/** Clones the source and makes an image of it. */
export async function buildImage(
  spec: BuildSpec,
  registry: ImageRegistry,
): Promise<BuiltImage> {
  const { git: source, contextDir = '' } = spec.source ?? {};
  if (!source?.url)
    throw new BuildFailure('GitError', 'the build names no git repository');
  const dir = await mkdtemp(join(tmpdir(), 'build-'));
  try {
    const work = join(dir, 'source');
    await clone(source.url, source.revision ?? 'main', work);
    const [commit = '', author = ''] = (
      await git(['log', '-1', '--format=%H%n%an'], { cwd: work })
    )
      .toString()
      .trim()
      .split('\n');
    const root = await realpath(work);
    // a link in the repository may lead out of it as well as ".." does
    const context = await realpath(resolve(root, contextDir)).catch(
      () => undefined,
    );
    if (!context || !(context === root || context.startsWith(root + sep)))
      throw new SourceError(
        `the directory "${contextDir}" was not found in the source`,
      );
    return { digest: await registry.push(context), commit, author };
  } catch (error) {
    if (error instanceof SourceError)
      throw new BuildFailure('BuildFailed', error.message, 'step-build');
    throw error;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function clone(url: string, revision: string, to: string) {
  try {
    await git(['clone', '--quiet', '--no-checkout', '--', url, to]);
  } catch (error) {
    throw new BuildFailure(
      'GitRemoteRepositoryNotFound',
      error instanceof GitError &&
      /not found|could not read/i.test(error.message)
        ? 'The source repository does not exist, or you have insufficient permission to access it.'
        : String(error instanceof Error ? error.message : error),
    );
  }
  for (const name of [`refs/remotes/origin/${revision}`, revision]) {
    try {
      await git(['checkout', '--quiet', '--detach', name, '--'], { cwd: to });
      return;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  }
  throw new BuildFailure(
    'GitRevisionNotFound',
    `The remote revision "${revision}" does not exist. Check the revision specified in your Build.`,
  );
}
