import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import type { TargetType } from '@flytower/cloud-common/operations';
import { RiArrowDownSLine } from '@remixicon/react';
import { useState } from 'react';
import { formatCount } from '../format';
import { operationsTranslationRef } from '../words/operations';
import type { OperationAsk } from './dialog/ask';
import { useAsk } from './dialog/OperationDialogs';
import { FailedDomains } from './FailedDomains';
import styles from './operations.module.css';
import { useDefinitions, useHasOperations } from './useOperations';

interface BulkMenuProps {
  type: TargetType;
  /** Ids of the rows that are chosen. */
  chosen: ReadonlySet<string>;
  onClear(): void;
  /** Everything that the list's filters find: how many, and the filters as the door takes them. */
  all?: {
    count: number;
    select: Record<string, string[]>;
    /** The number is that of other filters, as the answer to these is under way. */
    isOld?: boolean;
  };
  /** Operations that may be done on some of the chosen rows. */
  allowed: readonly string[];
  /** Operations that may be done on some of the rows in sight, for when all are chosen. */
  allowedHere: readonly string[];
}

/** Does one thing to many: to the chosen rows, or to all that match the filters. @public */
export function BulkMenu(props: BulkMenuProps) {
  const has = useHasOperations();
  if (!has || props.chosen.size === 0) return null;
  // Whoever wanted all that match wanted all that matched these filters.
  return <Bar key={JSON.stringify(props.all?.select)} {...props} />;
}

function Bar(props: BulkMenuProps) {
  const { type, chosen, all } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const { items, failed, isKnown } = useDefinitions();
  const [wantsAll, setWantsAll] = useState(false);
  const ask = useAsk();
  const allowed = wantsAll
    ? [...props.allowed, ...props.allowedHere]
    : props.allowed;
  const offers = items.filter(
    ({ target, bulk, id }) => bulk && target === type && allowed.includes(id),
  );
  const misses = allowed.some(id => !items.some(one => one.id === id));
  const unknown = misses ? failed : [];
  const many: NonNullable<OperationAsk['many']> =
    all && wantsAll
      ? { count: all.count, select: all.select }
      : { count: chosen.size, targets: [...chosen] };

  const clear = () => {
    setWantsAll(false);
    props.onClear();
  };

  return (
    <div className={styles.bulk} role="region" aria-label={t('bulk.label')}>
      <Text weight="bold">
        {t(wantsAll ? 'bulk.all' : 'bulk.chosen', {
          amount: formatCount(many.count),
        })}
      </Text>
      {all && all.count > chosen.size && (
        <Button
          size="small"
          variant="tertiary"
          isDisabled={all.isOld}
          onPress={() => setWantsAll(!wantsAll)}
        >
          {wantsAll
            ? t('bulk.onlyChosen', { amount: formatCount(chosen.size) })
            : t('bulk.chooseAll', { amount: formatCount(all.count) })}
        </Button>
      )}
      {offers.length > 0 && (
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
                onAction={() => ask({ definition, many, onStarted: clear })}
              >
                {definition.title}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      {isKnown && offers.length === 0 && unknown.length === 0 && (
        <Text>{t('menu.none')}</Text>
      )}
      <Button size="small" variant="tertiary" onPress={clear}>
        {t('bulk.clear')}
      </Button>
      <FailedDomains failed={unknown} missing="operations" />
    </div>
  );
}
