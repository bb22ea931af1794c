import { UserIdentity } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Text } from '@backstage/ui';
import { errorSentence } from '@flytower/cloud-react/format';
import { RiFlashlightLine, RiFolder3Line, RiShipLine } from '@remixicon/react';
import { useCallback, useEffect, useState } from 'react';
import { Mark } from '../../brand/Mark';
import { appTranslationRef } from '../../translation';
import { oidcAuthApiRef } from './oidcAuthApi';
import styles from './SignInPage.module.css';

const points = [
  { id: 'projects', Icon: RiFolder3Line },
  { id: 'clusters', Icon: RiShipLine },
  { id: 'functions', Icon: RiFlashlightLine },
] as const;

/** The first thing that anybody sees: what this is, and one button. Whoever is signed in already does not see it. */
export function SignInPage(props: SignInPageProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const title = config.getOptionalString('app.title') ?? t('brand.name');
  const company = config.getOptionalString('organization.name') ?? title;
  const { state, failure, signIn } = useSignIn(props.onSignInSuccess);

  if (state === 'looking') return null;
  return (
    <main className={styles.stage}>
      <section className={styles.card} aria-labelledby="sign-in-title">
        <div className={styles.brand}>
          <Mark size={44} />
          <h1 id="sign-in-title">{title}</h1>
        </div>
        <p className={styles.lead}>{t('signIn.lead', { company })}</p>
        <ul className={styles.points}>
          {points.map(({ id, Icon }) => (
            <li key={id}>
              <Icon size={18} aria-hidden="true" />
              {t(`signIn.point.${id}`)}
            </li>
          ))}
        </ul>
        <Button
          className={styles.button}
          size="medium"
          isPending={state === 'signing-in'}
          onPress={signIn}
        >
          {t('signIn.button', { company })}
        </Button>
        {failure && (
          <p role="alert" className={styles.failure}>
            {t('signIn.failed', { reason: failure })}
          </p>
        )}
        <Text as="p" variant="body-small" color="secondary">
          {t('signIn.hint')}
        </Text>
      </section>
    </main>
  );
}

function useSignIn(onSuccess: SignInPageProps['onSignInSuccess']) {
  const { t } = useTranslationRef(appTranslationRef);
  const authApi = useApi(oidcAuthApiRef);
  const [state, setState] = useState<'looking' | 'asking' | 'signing-in'>(
    'looking',
  );
  const [failure, setFailure] = useState<string>();

  const enter = useCallback(
    async (options: { optional: true } | { instantPopup: true }) => {
      const answer = await authApi.getBackstageIdentity(options);
      if (!answer) return false;
      onSuccess(
        UserIdentity.create({
          identity: answer.identity,
          profile: await authApi.getProfile(),
          authApi,
        }),
      );
      return true;
    },
    [authApi, onSuccess],
  );

  useEffect(() => {
    let gone = false;
    enter({ optional: true }).then(
      entered => !gone && !entered && setState('asking'),
      error => {
        if (gone) return;
        setFailure(errorSentence(error));
        setState('asking');
      },
    );
    return () => {
      gone = true;
    };
  }, [enter]);

  const signIn = async () => {
    setState('signing-in');
    setFailure(undefined);
    try {
      if (!(await enter({ instantPopup: true }))) {
        setFailure(t('signIn.refused'));
      }
    } catch (error) {
      setFailure(errorSentence(error));
    } finally {
      setState('asking');
    }
  };
  return { state, failure, signIn };
}
