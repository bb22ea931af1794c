import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LogLine } from '@flytower/cloud-common/functions';
import { formatAbsoluteTime } from '@flytower/cloud-react/format';
import { useLayoutEffect, useRef } from 'react';
import { functionsTranslationRef } from '../../translation';
import styles from './Logs.module.css';

/** How near to the end somebody must be for new lines to move what they see. */
const near = 40;

/** The lines, newest at the end; it stays there unless somebody has scrolled up to read. */
export function LogLines(props: {
  lines: readonly LogLine[];
  isFollowing: boolean;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { lines, isFollowing } = props;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useLayoutEffect(() => {
    if (box.current && isFollowing && atEnd.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [lines, isFollowing]);

  return (
    <div
      ref={box}
      className={styles.lines}
      role="log"
      aria-label={t('logs.title')}
      // A screen reader would never come to an end with a busy function.
      aria-live="off"
      // What scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={({
        currentTarget: { scrollTop, scrollHeight, clientHeight },
      }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < near;
      }}
    >
      {lines.map((line, index) => (
        <div
          // Lines have no id of their own, and the same text may come twice at one time.
          key={`${line.pod}.${line.time}.${index}`}
          className={styles.line}
        >
          {line.time && (
            <time dateTime={line.time} title={formatAbsoluteTime(line.time)}>
              {clock(line.time)}
            </time>
          )}
          <span>{line.text}</span>
        </div>
      ))}
    </div>
  );
}

function clock(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : date.toLocaleTimeString('en-GB', { hour12: false });
}
