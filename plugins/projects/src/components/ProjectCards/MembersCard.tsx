import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  EntityLink,
  Panel,
} from '@flytower/cloud-react';
import { RiGroupLine, RiUserLine } from '@remixicon/react';
import { projectsTranslationRef } from '../../translation';
import { useProject } from '../../useProject';
import styles from './ProjectCards.module.css';

/** Who holds which role on the project: teams first. */
export function MembersCard() {
  const { t } = useTranslationRef(projectsTranslationRef);
  const project = useProject();
  return (
    <Panel title={t('members.title')}>
      <AsyncContent
        query={project}
        isEmpty={({ members }) => members.length === 0}
        empty={
          <EmptyState
            title={t('members.empty')}
            description={t('members.next')}
          />
        }
      >
        {({ members }) => (
          <ul className={styles.members}>
            {[...members]
              .sort((a, b) => a.kind.localeCompare(b.kind))
              .map(member => {
                const Icon = member.kind === 'group' ? RiGroupLine : RiUserLine;
                return (
                  <li key={member.ref}>
                    <span className={styles.who}>
                      <Icon
                        size={16}
                        role="img"
                        aria-label={t(`members.${member.kind}`)}
                      />
                      <EntityLink entityRef={member.ref} />
                    </span>
                    <span className={styles.roles}>
                      {member.roles.map(role => (
                        <Badge key={role} size="small">
                          {role}
                        </Badge>
                      ))}
                    </span>
                  </li>
                );
              })}
          </ul>
        )}
      </AsyncContent>
    </Panel>
  );
}
