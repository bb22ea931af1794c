/**
 * How a sighting stands at one look: `unknown` when its source cannot be believed at the moment, in which case neither
 * its presence nor its absence counts.
 */
export type Observed = 'seen' | 'absent' | 'unknown';

/** Where something is between its first sighting and its end, in milliseconds. */
export interface Course {
  state: 'pending' | 'open';
  firstSeen: number;
  missingSince?: number;
}

/** What a look makes of it. */
export type NextCourse = Course | 'forgotten' | 'closed';

export interface HysteresisTimes {
  opensAfterMs: number;
  closesAfterMs: number;
}

/**
 * The next state of one finding. What is seen without a break for long enough opens; what is known to be gone without
 * a break for long enough closes. A time in which nothing was known is such a break.
 *
 * @param course - undefined when there is none yet
 * @param interrupted - nobody looked for a while, so what was before the pause says nothing
 */
export function nextCourse(
  course: Course | undefined,
  observed: Observed,
  now: number,
  times: HysteresisTimes,
  interrupted = false,
): NextCourse {
  if (course?.state === 'open') {
    return nextOfOpen(course, observed, now, times, interrupted);
  }
  if (observed !== 'seen') return 'forgotten';
  const firstSeen = interrupted ? now : course?.firstSeen ?? now;
  const holds = now - firstSeen >= times.opensAfterMs;
  return { state: holds ? 'open' : 'pending', firstSeen };
}

function nextOfOpen(
  course: Course,
  observed: Observed,
  now: number,
  times: HysteresisTimes,
  interrupted: boolean,
): NextCourse {
  if (observed !== 'absent') return { ...course, missingSince: undefined };
  const missingSince = interrupted ? now : course.missingSince ?? now;
  return now - missingSince >= times.closesAfterMs
    ? 'closed'
    : { ...course, missingSince };
}
