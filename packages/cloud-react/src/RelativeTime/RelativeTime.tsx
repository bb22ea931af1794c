import { formatAbsoluteTime, formatRelativeTime } from '../format/time';
import { useNow } from '../live/useNow';

/** "3 min. ago", and the exact time for whoever points at it. @public */
export function RelativeTime(props: { time?: string }) {
  const now = useNow();
  if (!props.time) return <span>–</span>;
  return (
    <time dateTime={props.time} title={formatAbsoluteTime(props.time)}>
      {formatRelativeTime(props.time, now)}
    </time>
  );
}
