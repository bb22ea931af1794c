import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLink } from '@remixicon/react';
import { useHref } from 'react-router-dom';
import { CopyButton } from '../CopyButton/CopyButton';
import { operationsTranslationRef } from '../words/operations';

/** Copies the address of a page of the portal, wherever the portal itself is. @public */
export function CopyLink({ path }: { path: string }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <CopyButton
      text={new URL(useHref(path), window.location.origin).toString()}
      label={t('dialog.copy')}
      copied={t('dialog.copied')}
      icon={<RiLink aria-hidden="true" />}
      variant="secondary"
    />
  );
}
