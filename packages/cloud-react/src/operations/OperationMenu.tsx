import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
} from '@backstage/ui';
import {
  risks,
  type OperationDefinition,
  type TargetType,
} from '@flytower/cloud-common/operations';
import { RiMoreLine } from '@remixicon/react';
import { operationsTranslationRef } from '../words/operations';
import type { OperationAsk } from './dialog/ask';
import { useAsk } from './dialog/OperationDialogs';
import { FailedDomains } from './FailedDomains';
import styles from './operations.module.css';
import { useDefinitions, useHasOperations } from './useOperations';

/** What can be done with one thing, and where it is. @public */
export interface OperationMenuProps {
  target: { type: TargetType; id: string; title: string };
  /** Ids of operations that the door allows on it. */
  allowed: readonly string[];
  /** What follows from the page: the project of a server. */
  context?: OperationAsk['context'];
  /** `menu`: one small button, for rows of tables. */
  variant?: 'buttons' | 'menu';
}

/** Offers what the door says may be done, and nothing else; each opens its dialog. @public */
export function OperationMenu(props: OperationMenuProps) {
  return useHasOperations() ? <Offers {...props} /> : null;
}

function Offers(props: OperationMenuProps) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { target, allowed, context } = props;
  const ask = useAsk();
  const { items, failed, isKnown } = useDefinitions();
  const offers = items
    .filter(
      ({ id, target: type }) => type === target.type && allowed.includes(id),
    )
    .sort(byRisk);
  const open = (definition: OperationDefinition) =>
    ask({ definition, target, context });

  if (props.variant === 'menu') {
    if (offers.length === 0) return null;
    return (
      <MenuTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('menu.of', { target: target.title })}
          icon={<RiMoreLine aria-hidden="true" />}
        />
        <Menu>
          {offers.map(definition => (
            <MenuItem
              key={definition.id}
              color={isDestructive(definition) ? 'danger' : 'primary'}
              onAction={() => open(definition)}
            >
              {definition.title}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    );
  }
  if (!isKnown) return null;
  const misses = allowed.some(id => !items.some(one => one.id === id));
  const unknown = misses ? failed : [];
  return (
    <>
      <FailedDomains failed={unknown} missing="operations" />
      {offers.length === 0 && unknown.length === 0 && (
        <Text color="secondary">{t('menu.none')}</Text>
      )}
      {offers.length > 0 && (
        <div
          className={styles.buttons}
          role="group"
          aria-label={t('menu.label')}
        >
          {offers.map(definition => (
            <Button
              key={`${definition.plugin} ${definition.id}`}
              size="small"
              variant="secondary"
              destructive={isDestructive(definition)}
              onPress={() => open(definition)}
            >
              {definition.title}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

const isDestructive = ({ risk }: OperationDefinition) => risk === 'destructive';

/** What hurts least stands first. */
function byRisk(a: OperationDefinition, b: OperationDefinition): number {
  return (
    risks.indexOf(a.risk) - risks.indexOf(b.risk) ||
    a.title.localeCompare(b.title)
  );
}
