import type { ReactNode } from 'react';

/**
 * Shows its children only when the door said that the one who asks may do `operation` on this object, so that nobody
 * presses a button to be refused.
 *
 * ```tsx
 * <AllowedAction operation="install-addon" on={cluster}>
 *   <Button>…</Button>
 * </AllowedAction>
 * ```
 *
 * @public
 */
export function AllowedAction<T extends string>(props: {
  operation: T;
  on: { allowedOperations: readonly T[] };
  children: ReactNode;
}) {
  return props.on.allowedOperations.includes(props.operation) ? (
    <>{props.children}</>
  ) : null;
}
