import type { Clock } from '../../Clock';
import type { Store } from '../storage/Store';

const pods = { group: '', plural: 'pods' };

/** The last act of a kubelet: a pod that was told to end is gone a second later. */
export function reapPods(store: Store, clock: Clock): void {
  store.subscribe(({ bucket, type, object, previous }) => {
    if (bucket !== 'pods' || type !== 'MODIFIED') return;
    if (!object.metadata.deletionTimestamp) return;
    if (previous?.metadata.deletionTimestamp) return;
    const { namespace, name, uid } = object.metadata;
    void clock.sleep(1000).then(() => {
      const current = store.get(pods, namespace, name);
      if (!current || current.metadata.uid !== uid) return;
      if (current.metadata.finalizers?.length) {
        store.put(pods, {
          ...current,
          metadata: { ...current.metadata, deletionGracePeriodSeconds: 0 },
        });
      } else {
        store.remove(pods, current);
      }
    });
  });
}
