import { useEffect, useState } from 'react';

/** A value once it has stood still for a moment, so that not every letter becomes a question to a door. @public */
export function useLatest<T>(value: T, pause = 300): T {
  const [latest, setLatest] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLatest(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return latest;
}
