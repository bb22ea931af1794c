import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Text } from '@backstage/ui';
import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import { AsyncContent, QuotaBar } from '@flytower/cloud-react';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { useEffect } from 'react';
import { formatQuota } from '../quota';
import { projectsTranslationRef } from '../translation';
import { readPlan, type QuotaOptions } from './readPlan';
import { formValues } from '@flytower/cloud-react/form';
import { planQuota, type PlannedNodes } from './planQuota';
import styles from './QuotaNote.module.css';
import { useCapacity } from './useCapacity';

type Verdict = 'fits' | 'exceeds' | 'open';
type Props = FieldExtensionComponentProps<Verdict, QuotaOptions>;

/** Draws what the plan would leave of the project's quota, and says so when it would not fit. */
export const QuotaNote = withCloudQueries(function Note(props: Props) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const plan = readPlan(formValues(props), props.uiSchema['ui:options']);
  const capacity = useCapacity(plan.projectId);

  if (!plan.projectId || !plan.region) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('form.quota.first')}
      </Text>
    );
  }
  return (
    <AsyncContent query={capacity}>
      {data => (
        <Bars
          capacity={data}
          region={plan.region}
          nodes={plan.nodes}
          verdict={props.formData}
          onVerdict={props.onChange}
        />
      )}
    </AsyncContent>
  );
});

function Bars(props: {
  capacity: ProjectCapacity;
  region: string;
  nodes: PlannedNodes[];
  verdict?: Verdict;
  onVerdict(verdict: Verdict): void;
}) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const { verdict: known, onVerdict } = props;
  const quota = planQuota(props.capacity, props.region, props.nodes);
  const over = quota.filter(({ missing }) => missing > 0);
  const planned = quota.some(item => item.planned > 0);
  const verdict = verdictOf(over.length > 0, planned);

  // The form checks only fields that hold something. On each render, as it forgets one of two changes at the same time.
  useEffect(() => {
    if (verdict !== known) onVerdict(verdict);
  });

  return (
    <section className={styles.note} aria-live="polite">
      <Text as="h3" variant="body-medium" weight="bold">
        {t('form.quota.title', { region: props.region })}
      </Text>
      <div className={styles.bars}>
        {quota.map(({ name, used, limit, planned: more }) => (
          <QuotaBar
            key={name}
            label={t(`quota.${name}`)}
            used={used}
            limit={limit}
            planned={more}
            format={formatQuota(name)}
          />
        ))}
      </div>
      {over.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('form.quota.tooMuch', {
            what: over
              .map(({ name, missing }) =>
                t('form.quota.over', {
                  name: t(`quota.${name}`),
                  missing: formatQuota(name)(missing),
                }),
              )
              .join(', '),
          })}
          description={t('form.quota.ask')}
        />
      )}
      {verdict === 'fits' && (
        <Text as="p" variant="body-small" color="success">
          {t('form.quota.fits')}
        </Text>
      )}
    </section>
  );
}

function verdictOf(isOver: boolean, isPlanned: boolean): Verdict {
  if (isOver) return 'exceeds';
  return isPlanned ? 'fits' : 'open';
}
