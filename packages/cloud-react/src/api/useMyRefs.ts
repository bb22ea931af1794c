import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/**
 * Entity refs of everything that the signed-in person is or belongs to. Given as `reader` to a door's list, they make
 * it *mine*.
 *
 * @public
 */
export function useMyRefs() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['cloud', 'my-refs'],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      return ownershipEntityRefs;
    },
    staleTime: Infinity,
  });
}
