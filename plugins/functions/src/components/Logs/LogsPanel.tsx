import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import {
  AsyncContent,
  Panel,
  StatusBadge,
  CopyButton,
} from '@flytower/cloud-react';
import { formatCount } from '@flytower/cloud-react/format';
import { RiPauseLine, RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { functionsTranslationRef } from '../../translation';
import { LogLines } from './LogLines';
import styles from './Logs.module.css';
import { mostLines, useFunctionLogs } from './useFunctionLogs';

/** What the function says, as it says it. */
export function LogsPanel(props: {
  fn: Pick<FunctionAnswer, 'id' | 'allowedOperations'>;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { id, allowedOperations } = props.fn;
  const isAllowed = allowedOperations.includes('read-logs');
  const [isPaused, setPaused] = useState(false);
  const logs = useFunctionLogs({ id, isPaused, isAllowed });

  if (!isAllowed) {
    return (
      <Panel title={t('logs.title')}>
        <Text as="p" color="secondary">
          {t('logs.forbidden')}
        </Text>
      </Panel>
    );
  }
  return (
    <Panel
      title={t('logs.title')}
      aside={
        <div className={styles.tools}>
          <StatusBadge
            variant="plain"
            tone={isPaused ? 'off' : 'busy'}
            label={t(isPaused ? 'logs.paused' : 'logs.following')}
          />
          <Button
            size="small"
            variant="tertiary"
            iconStart={
              isPaused ? (
                <RiPlayLine aria-hidden="true" />
              ) : (
                <RiPauseLine aria-hidden="true" />
              )
            }
            onPress={() => setPaused(!isPaused)}
          >
            {t(isPaused ? 'logs.resume' : 'logs.pause')}
          </Button>
          <CopyButton
            text={(logs.data?.lines ?? []).map(({ text }) => text).join('\n')}
            label={t('logs.copy')}
            copied={t('logs.copied')}
          />
        </div>
      }
    >
      <AsyncContent
        query={logs}
        isEmpty={({ lines }) => lines.length === 0}
        empty={
          <Text as="p" color="secondary">
            {logs.data?.message ?? t('logs.empty')}
          </Text>
        }
      >
        {({ lines, isCut, message }) => (
          <>
            {isCut && (
              <Text as="p" variant="body-small" color="secondary">
                {t('logs.dropped', { amount: formatCount(mostLines) })}
              </Text>
            )}
            <LogLines lines={lines} isFollowing={!isPaused} />
            {message && (
              <Text as="p" variant="body-small" color="secondary">
                {message}
              </Text>
            )}
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
