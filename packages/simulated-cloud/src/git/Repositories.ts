import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, GitError } from './git';

/** What a repository begins with. */
export interface RepositorySeed {
  description?: string;
  files: Record<string, string>;
  message: string;
  author: { name: string; email: string };
  /** Milliseconds since 1970, so that the commit is the same every time. */
  time: number;
}

export interface Repository {
  owner: string;
  name: string;
  description: string;
  private: boolean;
  createdAt: number;
}

export interface TreeEntry {
  type: 'file' | 'dir';
  path: string;
  name: string;
  sha: string;
  size: number;
}

/** A branch, tag or commit as somebody may type it: nothing that git could take for an option. */
const safeRevision = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/**
 * Bare repositories below one directory. A seeded one is written when somebody first asks for it, so that a company
 * with thousands of functions costs nothing at start.
 */
export class Repositories {
  private readonly known = new Map<string, Repository>();
  private readonly seeds = new Map<string, RepositorySeed>();
  private readonly writing = new Map<string, Promise<void>>();

  constructor(readonly root: string) {}

  seed(owner: string, name: string, seed: RepositorySeed): void {
    this.known.set(keyOf(owner, name), {
      owner,
      name,
      description: seed.description ?? '',
      private: false,
      createdAt: seed.time,
    });
    this.seeds.set(keyOf(owner, name), seed);
  }

  list(owner?: string): Repository[] {
    return [...this.known.values()].filter(
      repository => !owner || repository.owner === owner,
    );
  }

  find(owner: string, name: string): Repository | undefined {
    return this.known.get(keyOf(owner, name));
  }

  async create(repository: Repository): Promise<void> {
    await this.initialise(repository.owner, repository.name);
    this.known.set(keyOf(repository.owner, repository.name), repository);
  }

  async remove(owner: string, name: string): Promise<void> {
    this.known.delete(keyOf(owner, name));
    this.seeds.delete(keyOf(owner, name));
    this.writing.delete(keyOf(owner, name));
    await rm(this.pathOf(owner, name), { recursive: true, force: true });
  }

  /** Directory of the bare repository, with its seed in it. */
  async open(owner: string, name: string): Promise<string> {
    const key = keyOf(owner, name);
    const seed = this.seeds.get(key);
    if (seed) {
      let written = this.writing.get(key);
      if (!written) {
        written = this.write(owner, name, seed);
        this.writing.set(key, written);
      }
      await written;
    }
    return this.pathOf(owner, name);
  }

  /** Hash of a revision, or nothing when there is no such one. */
  async resolve(
    owner: string,
    name: string,
    revision: string,
  ): Promise<string | undefined> {
    if (!safeRevision.test(revision)) return undefined;
    const cwd = await this.open(owner, name);
    return orNothing(async () =>
      (await git(['rev-parse', '--verify', `${revision}^{commit}`], { cwd }))
        .toString()
        .trim(),
    );
  }

  async file(owner: string, name: string, sha: string, path: string) {
    const cwd = await this.open(owner, name);
    return orNothing(() =>
      git(['cat-file', 'blob', `${sha}:${path}`], { cwd }),
    );
  }

  /** What lies in a directory; `path` empty for the root. */
  async tree(owner: string, name: string, sha: string, path: string) {
    const cwd = await this.open(owner, name);
    const listing = await orNothing(() =>
      git(['ls-tree', '-l', '-z', path ? `${sha}:${path}` : sha], { cwd }),
    );
    return listing
      ?.toString()
      .split('\0')
      .filter(Boolean)
      .map((line): TreeEntry => {
        const [info = '', file = ''] = line.split('\t');
        const [, type, hash = '', size] = info.split(/\s+/);
        return {
          type: type === 'tree' ? 'dir' : 'file',
          name: file,
          path: path ? `${path}/${file}` : file,
          sha: hash,
          size: Number(size) || 0,
        };
      });
  }

  async archive(
    owner: string,
    name: string,
    sha: string,
    format: 'tar.gz' | 'zip',
  ): Promise<Buffer> {
    const cwd = await this.open(owner, name);
    return git(['archive', `--format=${format}`, `--prefix=${name}/`, sha], {
      cwd,
    });
  }

  async commits(owner: string, name: string, sha: string, limit: number) {
    const cwd = await this.open(owner, name);
    const log = await git(
      ['log', `-${limit}`, '-z', '--format=%H%x1f%an%x1f%ae%x1f%aI%x1f%B', sha],
      { cwd },
    );
    return log
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(entry => {
        const [hash = '', author, email, date, message] = entry.split('\x1f');
        return { sha: hash, author, email, date, message };
      });
  }

  async branches(owner: string, name: string) {
    const cwd = await this.open(owner, name);
    const refs = await git(
      ['for-each-ref', '--format=%(refname:short) %(objectname)', 'refs/heads'],
      { cwd },
    );
    return refs
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [branch = '', sha = ''] = line.split(' ');
        return { name: branch, sha };
      });
  }

  private pathOf(owner: string, name: string): string {
    return join(this.root, owner, `${name}.git`);
  }

  /** What `git init --bare` does, without a process. */
  private async initialise(owner: string, name: string): Promise<string> {
    const path = this.pathOf(owner, name);
    await mkdir(join(path, 'refs/heads'), { recursive: true });
    await mkdir(join(path, 'refs/tags'), { recursive: true });
    await mkdir(join(path, 'objects/info'), { recursive: true });
    await mkdir(join(path, 'objects/pack'), { recursive: true });
    await writeFile(
      join(path, 'config'),
      '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
    );
    await writeFile(join(path, 'HEAD'), 'ref: refs/heads/main\n');
    return path;
  }

  private async write(owner: string, name: string, seed: RepositorySeed) {
    const path = this.pathOf(owner, name);
    const there = await stat(join(path, 'HEAD')).catch(() => undefined);
    // a state directory that outlived the process holds what people pushed since
    if (there) return;
    await this.initialise(owner, name);
    await git(['fast-import', '--quiet'], {
      cwd: path,
      input: fastImport(seed),
    });
  }
}

function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

function fastImport(seed: RepositorySeed): string {
  const who = `${seed.author.name} <${seed.author.email}>`;
  const when = `${Math.floor(seed.time / 1000)} +0000`;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  return [
    'commit refs/heads/main\n',
    `author ${who} ${when}\n`,
    `committer ${who} ${when}\n`,
    data(seed.message),
    ...Object.entries(seed.files).map(
      ([path, text]) => `M 100644 inline ${path}\n${data(text)}`,
    ),
    '\n',
  ].join('');
}
