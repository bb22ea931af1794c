import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Freshness } from '@flytower/cloud-common';
import {
  parseFunctionId,
  type FunctionRecord,
  type PlatformFunction,
} from '../map/toFunction';
import type { PlatformCollector } from './PlatformCollector';
import { readFunction } from './readFunction';

/** A function, and the platform that it is on. */
export interface FoundFunction {
  collector: PlatformCollector;
  record: FunctionRecord;
  objects: PlatformFunction;
}

/** All function platforms, by the ids of functions. */
export class Platforms {
  constructor(
    readonly collectors: readonly PlatformCollector[],
    readonly freshness: () => Freshness[],
  ) {}

  list(): FunctionRecord[] {
    return this.collectors.flatMap(collector => collector.list());
  }

  find(id: string): FoundFunction | undefined {
    const where = parseFunctionId(id);
    const collector = this.of(where?.platform);
    const record = where && collector?.find(where);
    const objects = where && collector?.objects(where);
    return collector && record && objects && { collector, record, objects };
  }

  /** Refuses with 404 what is not there, and with 503 what is not known yet. */
  mustFind(id: string): FoundFunction {
    const found = this.find(id);
    if (found) return found;
    const collector = this.of(parseFunctionId(id)?.platform);
    if (collector && !collector.isComplete)
      throw new ServiceUnavailableError(
        `${collector.platform.config.title} has not been read yet, so it is not known whether there is a function "${id}"`,
      );
    throw new NotFoundError(`There is no function "${id}" that you may see`);
  }

  /** As `mustFind`, and refuses as well while something of it may be missing only because it has not been read. */
  mustSee(id: string): FoundFunction {
    const found = this.mustFind(id);
    if (!found.collector.isComplete)
      throw new ServiceUnavailableError(
        `${found.collector.platform.config.title} has not been read completely yet, so little can be said of "${id}"; try again`,
      );
    return found;
  }

  /** Why a platform does not answer at the moment, in a sentence. */
  troubleOf(collector: PlatformCollector): string | undefined {
    const fresh = this.freshness().find(one => one.source === collector.name);
    const { title } = collector.platform.config;
    if (fresh?.state === 'failing')
      return `${title} cannot be reached now${
        fresh.message ? `: ${fresh.message}` : ''
      }`;
    return collector.isComplete
      ? undefined
      : `${title} has not been read completely yet`;
  }

  /**
   * A function as it is now: what the watch has seen, when that is new enough, else what the platform answers. Throws
   * while the platform cannot be reached, as what was known then says nothing of now.
   */
  async look(
    id: string,
    options: {
      isNew(objects: PlatformFunction | undefined): boolean;
      signal?: AbortSignal;
    },
  ): Promise<PlatformFunction | undefined> {
    const { where, collector } = this.placeOf(id);
    const trouble = this.troubleOf(collector);
    if (trouble) throw new ServiceUnavailableError(trouble);
    const known = collector.objects(where);
    if (options.isNew(known)) return known;
    return readFunction(collector.client, where, options.signal);
  }

  /** Where a function is or would be, whether there is one or not. */
  placeOf(id: string) {
    const where = parseFunctionId(id);
    const collector = this.of(where?.platform);
    if (!where || !collector)
      throw new NotFoundError(`There is no platform of the function "${id}"`);
    return { collector, where };
  }

  private of(name: string | undefined): PlatformCollector | undefined {
    return this.collectors.find(collector => collector.name === name);
  }
}
