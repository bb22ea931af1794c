import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import { cloudTopics } from '@flytower/cloud-common';
import type { Project } from '@flytower/cloud-common/projects';
import type { OwnedResource } from '../guard';
import type { ProjectsService } from '../services/doors';

/** What clusters and functions take from their project. @public */
export type ProjectEntry = Pick<
  Project,
  | 'id'
  | 'name'
  | 'entityRef'
  | 'owner'
  | 'owners'
  | 'readers'
  | 'environment'
  | 'tags'
  | 'members'
  | 'cloud'
>;

const pageSize = 500;
const refreshMs = 30_000;
const retryMs = 3_000;

/**
 * Who owns which project, for plugins whose objects belong to projects. Read through the door with the plugin's own
 * credentials, and kept as it was while the door does not answer.
 *
 * @public
 */
export class ProjectDirectory {
  private byId = new Map<string, ProjectEntry>();
  private byName = new Map<string, ProjectEntry>();
  private readonly listeners = new Set<() => void>();
  private reading?: Promise<boolean>;
  private timer?: NodeJS.Timeout;
  private stopped = false;
  private hasRead = false;

  private constructor(
    private readonly options: {
      projects: ProjectsService;
      auth: AuthService;
      logger: LoggerService;
    },
  ) {}

  static async start(options: {
    projects: ProjectsService;
    auth: AuthService;
    logger: LoggerService;
    events: EventsService;
    /** Distinguishes the subscribers. */
    pluginId: string;
  }): Promise<ProjectDirectory> {
    const directory = new ProjectDirectory(options);
    await options.events.subscribe({
      id: `project-directory-${options.pluginId}`,
      topics: [cloudTopics.projects],
      onEvent: async () => {
        // A read that is under way may have passed what changed already.
        await directory.reading;
        await directory.refresh();
      },
    });
    directory.keepReading();
    return directory;
  }

  /** Refuses with 503 before the first read, while nobody knows what belongs to whom, and what is production. */
  mustKnow(): void {
    if (this.hasRead) return;
    throw new ServiceUnavailableError(
      'The projects have not been read yet, so it is not known what belongs to whom; try again',
    );
  }

  get(id: string | undefined): ProjectEntry | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Names are unique within a domain only; with two of the same name neither is meant. */
  getByName(name: string | undefined): ProjectEntry | undefined {
    return name === undefined ? undefined : this.byName.get(name);
  }

  /** What belongs to a project, with the roles and tags that the project has: for the rules of permissions. */
  complete = <T extends OwnedResource | undefined>(resource: T): T => {
    const project = this.get(resource?.projectId);
    return project
      ? { ...resource, tags: project.tags, members: project.members }
      : resource;
  };

  /** Called after a read that changed something. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Reads now; whoever asks meanwhile shares the answer. */
  refresh(): Promise<boolean> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private keepReading() {
    const turn = async () => {
      const read = await this.refresh();
      if (this.stopped) return;
      this.timer = setTimeout(turn, read ? refreshMs : retryMs);
      this.timer.unref();
    };
    turn();
  }

  private async read(): Promise<boolean> {
    try {
      const entries = await this.readPages();
      const changed =
        JSON.stringify(entries) !== JSON.stringify([...this.byId.values()]);
      this.byId = new Map(entries.map(entry => [entry.id, entry]));
      this.byName = uniqueNames(entries);
      this.hasRead = true;
      if (changed) for (const listener of this.listeners) listener();
      return true;
    } catch (error) {
      this.options.logger.debug(
        'The projects door does not answer; owners stay as they were',
        error instanceof Error ? error : new Error(String(error)),
      );
      return false;
    }
  }

  private async readPages(): Promise<ProjectEntry[]> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const entries: ProjectEntry[] = [];
    for (;;) {
      const { items, total } = await this.options.projects.listProjects(
        { offset: entries.length, limit: pageSize },
        { credentials },
      );
      entries.push(...items.map(toEntry));
      if (entries.length >= total || items.length === 0) return entries;
    }
  }
}

function toEntry(project: Project): ProjectEntry {
  const { id, name, entityRef, owner, owners, readers } = project;
  const { environment, tags, members, cloud } = project;
  return {
    id,
    name,
    entityRef,
    owner,
    owners,
    readers,
    environment,
    tags,
    members,
    cloud,
  };
}

function uniqueNames(entries: ProjectEntry[]) {
  const names = new Map<string, ProjectEntry | undefined>();
  for (const entry of entries) {
    names.set(entry.name, names.has(entry.name) ? undefined : entry);
  }
  return new Map(
    [...names].filter((pair): pair is [string, ProjectEntry] => !!pair[1]),
  );
}
