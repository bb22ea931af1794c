import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiLink } from '@remixicon/react';
import { operationsTranslationRef } from '../words/operations';

/** Copies the address of a page of the portal. @public */
export function CopyLink({ path }: { path: string }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const toast = useApi(toastApiRef);
  const copy = async () => {
    const url = new URL(path, window.location.origin).toString();
    await navigator.clipboard?.writeText(url);
    toast.post({
      title: t('dialog.copied'),
      status: 'success',
      timeout: 3_000,
    });
  };
  // Without https browsers have no clipboard; the page's own address does then.
  if (!navigator.clipboard) return null;
  return (
    <Button
      variant="secondary"
      iconStart={<RiLink aria-hidden="true" />}
      onPress={copy}
    >
      {t('dialog.copy')}
    </Button>
  );
}
