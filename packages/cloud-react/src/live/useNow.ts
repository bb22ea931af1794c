import { useEffect, useState } from 'react';

/** The time, anew every `every` milliseconds, so that "20 s ago" does not stand still. */
export function useNow(every = 10_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
