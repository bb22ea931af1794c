import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Why a source cannot become an image, in the words of a build's log. */
export class SourceError extends Error {}

const funcYaml = z.object({
  runtime: z.string().default('node'),
  invoke: z.string().optional(),
});

const packageJson = z.object({ main: z.string().default('index.js') });

/**
 * A registry whose images are directories with a function's source, named by the digest of what is in them.
 * Which repository an image belongs to does not matter: the digest says it all.
 */
export class ImageRegistry {
  private readonly offered = new Map<string, Map<string, Buffer>>();

  constructor(private readonly root: string) {}

  /** Checks a source, keeps it, and gives back its digest. */
  async push(source: string): Promise<string> {
    const files = await readSource(source);
    await checkSource(files);
    const digest = digestOf(files);
    await this.write(digest, files);
    return `sha256:${digest}`;
  }

  /** The same for files that lie nowhere yet; they are written when somebody pulls the image. */
  offer(files: Record<string, string>): string {
    const contents = new Map(
      Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]),
    );
    const digest = digestOf(contents);
    this.offered.set(digest, contents);
    return `sha256:${digest}`;
  }

  /** Whether there is such an image. */
  async has(image: string): Promise<boolean> {
    const digest = digestIn(image);
    if (!digest) return false;
    return this.offered.has(digest) || this.isWritten(digest);
  }

  /** Where the source of an image lies; undefined when there is no such image. */
  async pull(
    image: string,
  ): Promise<{ dir: string; main: string } | undefined> {
    const digest = digestIn(image);
    if (!digest) return undefined;
    const files = this.offered.get(digest);
    if (files) {
      await this.write(digest, files);
      this.offered.delete(digest);
    }
    if (!(await this.isWritten(digest))) return undefined;
    const dir = join(this.root, digest);
    const manifest = packageJson.parse(
      JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')),
    );
    return { dir, main: manifest.main };
  }

  private async isWritten(digest: string): Promise<boolean> {
    const path = join(this.root, digest, 'package.json');
    return Boolean(await stat(path).catch(() => undefined));
  }

  private async write(
    digest: string,
    files: Map<string, Buffer>,
  ): Promise<void> {
    if (await this.isWritten(digest)) return;
    const dir = join(this.root, digest);
    for (const [path, content] of files) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), content);
    }
  }
}

function digestIn(image: string): string | undefined {
  return /@sha256:([0-9a-f]{64})$/.exec(image)?.[1];
}

function digestOf(files: Map<string, Buffer>): string {
  const hash = createHash('sha256');
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

async function readSource(root: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    // links could lead out of the source
    if (!entry.isFile() || name.split('/').includes('.git')) continue;
    files.set(name, await readFile(path));
  }
  return files;
}

async function checkSource(files: Map<string, Buffer>): Promise<void> {
  const text = (name: string) => {
    const content = files.get(name);
    if (!content) throw new SourceError(`${name} was not found in the source`);
    return content.toString();
  };
  const config = read('func.yaml', funcYaml, () => parse(text('func.yaml')));
  if (config.runtime !== 'node')
    throw new SourceError(
      `func.yaml asks for the runtime "${config.runtime}", but this strategy builds only "node"`,
    );
  const manifest = read('package.json', packageJson, () =>
    JSON.parse(text('package.json')),
  );
  if (!files.has(manifest.main.replace(/^\.\//, '')))
    throw new SourceError(
      `package.json names "${manifest.main}" as its main file, which was not found in the source`,
    );
}

function read<T>(name: string, schema: z.ZodType<T>, load: () => unknown): T {
  try {
    return schema.parse(load());
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${name} cannot be read: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
