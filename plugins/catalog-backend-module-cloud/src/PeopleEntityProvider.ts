import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { Organization } from '@flytower/cloud-common/projects';
import { toPeopleEntities } from './entities/toPeopleEntities';

/** Groups and users of Keystone, so that there are owners, and people who can sign in. */
export class PeopleEntityProvider implements EntityProvider {
  /** Who leaves a group loses what it may: no announcement tells it, and a minute would be too long. */
  readonly everyMs = 5_000;
  private connection?: EntityProviderConnection;
  private failing = false;
  private sent = '';

  constructor(
    private readonly read: () => Promise<Organization>,
    private readonly logger: LoggerService,
  ) {}

  getProviderName() {
    return 'cloud-people';
  }

  async connect(connection: EntityProviderConnection) {
    this.connection = connection;
  }

  /**
   * Sends what the clouds know; nobody is removed unless every cloud has been read completely.
   *
   * @returns whether that was so
   */
  async confirm(): Promise<boolean> {
    try {
      const organization = await this.read();
      const complete =
        organization.freshness.length > 0 &&
        organization.freshness.every(({ observedAt }) => observedAt);
      const entities = toPeopleEntities(organization).map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      }));
      // looked at often, as permissions hang on it; written only when it is another
      const text = JSON.stringify([complete, entities]);
      if (text !== this.sent) {
        await this.connection?.applyMutation(
          complete
            ? { type: 'full', entities }
            : { type: 'delta', added: entities, removed: [] },
        );
        this.sent = text;
      }
      this.failing = false;
      return complete;
    } catch (error) {
      if (!this.failing) {
        this.logger.warn(
          `The catalog cannot read the people of the clouds and keeps those it has: ${error}`,
        );
      }
      this.failing = true;
      return false;
    }
  }
}
