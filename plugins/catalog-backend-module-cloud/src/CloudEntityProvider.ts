import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { NotFoundError } from '@backstage/errors';
import type { Changes, Freshness } from '@flytower/cloud-common';

/** What a provider needs to know of one domain; all of it comes through the domain's door. */
export interface EntitySource<T> {
  /** Stable: the catalog knows entities by their provider's name. */
  name: string;
  /** Everything there is. */
  list(): Promise<{ items: T[]; freshness: Freshness[] }>;
  /** One of them; refuses with a `NotFoundError` when it is not there. */
  get(id: string): Promise<T>;
  idOf(item: T): string;
  toEntity(item: T): Entity;
}

/** Above this many changes at once a full pass is cheaper. */
const manyChanges = 50;

/**
 * Entities of one domain. Deltas follow the domain's announcements; a full pass confirms them.
 *
 * Removal needs certainty: an item goes when its domain says that it is gone, or when a full pass misses it while every
 * source has been read completely. A door that does not answer changes nothing.
 */
export class CloudEntityProvider<T> implements EntityProvider {
  private connection?: EntityProviderConnection;
  private readonly known = new Map<string, Entity>();
  private queue = Promise.resolve();
  private failing = false;

  constructor(
    private readonly source: EntitySource<T>,
    private readonly logger: LoggerService,
  ) {}

  getProviderName() {
    return `cloud-${this.source.name}`;
  }

  async connect(connection: EntityProviderConnection) {
    this.connection = connection;
  }

  /** Brings the catalog up to what the domain announced. */
  follow({ changes }: Changes): Promise<void> {
    return this.inTurn(async () => {
      if (changes.length > manyChanges) {
        await this.readAll();
        return;
      }
      const added: Entity[] = [];
      const removed: Entity[] = [];
      for (const { id, change } of changes) {
        const item = change === 'removed' ? undefined : await this.find(id);
        if (item) added.push(this.remember(item));
        else if (this.known.has(id)) removed.push(this.forget(id));
      }
      await this.send(added, removed);
    });
  }

  /**
   * Compares everything with the domain.
   *
   * @returns whether every source had been read completely
   */
  async confirm(): Promise<boolean> {
    let complete = false;
    await this.inTurn(async () => {
      complete = await this.readAll();
    });
    return complete;
  }

  private async readAll(): Promise<boolean> {
    const { items, freshness } = await this.source.list();
    const complete = freshness.every(({ observedAt }) => observedAt);
    if (!complete) {
      await this.send(
        items.map(item => this.remember(item)),
        [],
      );
      return false;
    }
    this.known.clear();
    await this.connection?.applyMutation({
      type: 'full',
      entities: items.map(item => this.deferred(this.remember(item))),
    });
    return true;
  }

  private async find(id: string): Promise<T | undefined> {
    try {
      return await this.source.get(id);
    } catch (error) {
      if (error instanceof Error && error.name === NotFoundError.name) {
        return undefined;
      }
      throw error;
    }
  }

  private async send(added: Entity[], removed: Entity[]) {
    if (added.length + removed.length === 0) return;
    await this.connection?.applyMutation({
      type: 'delta',
      added: added.map(entity => this.deferred(entity)),
      removed: removed.map(entity => ({
        entityRef: stringifyEntityRef(entity),
        locationKey: this.getProviderName(),
      })),
    });
  }

  private deferred(entity: Entity) {
    return { entity, locationKey: this.getProviderName() };
  }

  private remember(item: T): Entity {
    const entity = this.source.toEntity(item);
    this.known.set(this.source.idOf(item), entity);
    return entity;
  }

  private forget(id: string): Entity {
    const entity = this.known.get(id)!;
    this.known.delete(id);
    return entity;
  }

  /** One after another, so that an older answer never overtakes a newer one. A failure is told once and changes nothing. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).then(
      () => {
        this.failing = false;
      },
      error => {
        if (!this.failing) {
          this.logger.warn(
            `The catalog cannot follow the ${this.source.name} of the cloud and keeps what it has: ${error.message}`,
          );
        }
        this.failing = true;
      },
    );
    return this.queue;
  }
}
