import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import type { TargetType } from '@flytower/cloud-common/operations';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import { formatCount } from '../format';
import { operationsTranslationRef } from '../words/operations';
import type { OperationAsk } from './dialog/ask';
import { useAsk } from './dialog/OperationDialogs';
import styles from './operations.module.css';
import { useDefinitions, useHasOperations } from './useOperations';

interface BulkMenuProps {
  type: TargetType;
  /** Ids of the rows that are chosen. */
  chosen: ReadonlySet<string>;
  onClear(): void;
  /** Everything that the list's filters find: how many, and the filters as the door takes them. */
  all: { count: number; select: Record<string, string[]> };
  /** Operations that somebody who sees this list may do on some of it. */
  allowed: readonly string[];
}

/** Does one thing to many: to the chosen rows, or to all that match the filters. @public */
export function BulkMenu(props: BulkMenuProps) {
  const has = useHasOperations();
  return has && props.chosen.size > 0 ? <Bar {...props} /> : null;
}

function Bar({ type, chosen, onClear, all, allowed }: BulkMenuProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { items, isKnown } = useDefinitions();
  const [wantsAll, setWantsAll] = useState(false);
  const ask = useAsk();
  const offers = items.filter(
    ({ target, bulk, id }) => bulk && target === type && allowed.includes(id),
  );
  if (!isKnown) return null;
  if (offers.length === 0) {
    return (
      <div className={styles.bulk}>
        <Text>{t('menu.none')}</Text>
      </div>
    );
  }
  const many: OperationAsk['many'] = wantsAll
    ? { count: all.count, select: all.select }
    : { count: chosen.size, targets: [...chosen] };

  return (
    <div className={styles.bulk} role="region" aria-label={t('bulk.label')}>
      <Text weight="bold">
        {t(wantsAll ? 'bulk.all' : 'bulk.chosen', {
          amount: formatCount(many.count),
        })}
      </Text>
      {all.count > chosen.size && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setWantsAll(!wantsAll)}
        >
          {wantsAll
            ? t('bulk.onlyChosen', { amount: formatCount(chosen.size) })
            : t('bulk.chooseAll', { amount: formatCount(all.count) })}
        </Button>
      )}
      <MenuTrigger>
        <Button
          size="small"
          variant="primary"
          iconEnd={<RiArrowDownSLine aria-hidden="true" />}
        >
          {t('bulk.do')}
        </Button>
        <Menu>
          {offers.map(definition => (
            <MenuItem
              key={definition.id}
              color={definition.risk === 'destructive' ? 'danger' : 'primary'}
              onAction={() => ask({ definition, many })}
            >
              {definition.title}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      <Button
        size="small"
        variant="tertiary"
        onPress={() => {
          setWantsAll(false);
          onClear();
        }}
      >
        {t('bulk.clear')}
      </Button>
    </div>
  );
}
