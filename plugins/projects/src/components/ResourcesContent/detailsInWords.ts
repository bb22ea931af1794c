import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { formatGiB, formatMiB, toWords } from '@flytower/cloud-react/format';
import type { projectsTranslationRef } from '../../translation';

type Translate = TranslationFunction<(typeof projectsTranslationRef)['T']>;
type Say = (value: string, t: Translate, nameOf: NameOf) => string | undefined;

/** Name of a server, where it is known. */
export type NameOf = (serverId: string) => string | undefined;

const asItIs: Say = value => value;

/** How each detail is said, in the order in which they stand. */
const words: { [detail: string]: Say } = {
  flavor: asItIs,
  ramMiB: (value, t) => t('detail.memory', { size: formatMiB(Number(value)) }),
  vcpus: (value, t) => t('detail.vcpus', { count: Number(value) }),
  // None where a server starts from a volume.
  diskGiB: (value, t) =>
    value === '0'
      ? undefined
      : t('detail.disk', { size: formatGiB(Number(value)) }),
  sizeGiB: value => formatGiB(Number(value)),
  sizeMiB: value => formatMiB(Number(value)),
  type: asItIs,
  servers: (value, t, nameOf) =>
    t('detail.servers', {
      servers: value
        .split(', ')
        .map(id => nameOf(id) ?? id)
        .join(', '),
    }),
  bootable: (value, t) => (value === 'true' ? t('detail.bootable') : undefined),
  addresses: asItIs,
  zone: (value, t) => t('detail.zone', { zone: value }),
  task: value => toWords(value),
  subnets: (value, t) => t('detail.subnets', { count: Number(value) }),
  shared: (_, t) => t('detail.shared'),
  external: (_, t) => t('detail.external'),
  visibility: asItIs,
  distribution: asItIs,
};

/** What OpenStack says of a resource beside its state: `2 GiB memory · 1 vCPU · 20 GiB disk`. */
export function detailsInWords(
  { details }: Pick<CloudResource, 'details'>,
  t: Translate,
  nameOf: NameOf,
): string {
  const known = Object.entries(words)
    .filter(([name]) => name in details)
    .map(([name, say]) => say(details[name], t, nameOf));
  const others = Object.entries(details)
    .filter(([name]) => !(name in words))
    .map(([name, value]) => `${toWords(name)} ${value}`);
  return [...known, ...others].filter(Boolean).join(' · ');
}
