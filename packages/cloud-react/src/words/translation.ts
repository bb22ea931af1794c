import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every word that the shared components say. @public */
export const cloudReactTranslationRef = createTranslationRef({
  id: 'cloud-react',
  messages: {
    async: {
      failedTitle: 'This could not be loaded',
      refreshFailed: 'Not refreshed: {{reason}}',
      retry: 'Try again',
      waiting: 'Loading',
    },
    freshness: {
      updated: 'Updated {{when}}',
      source: '{{kind}} {{source}}',
      waiting: '{{source}}: not read yet.',
      waitingFailing:
        '{{source}}: not read yet, not answering since {{since}}.',
      waitingFailingMessage:
        '{{source}}: not read yet, not answering since {{since}}: {{message}}',
      stale: '{{source}}: shown as of {{observed}}, a newer answer is overdue.',
      failing:
        '{{source}}: shown as of {{observed}}, not answering since {{since}}.',
      failingMessage:
        '{{source}}: shown as of {{observed}}, not answering since {{since}}: {{message}}',
      kind: {
        openstack: 'OpenStack',
        rancher: 'Rancher',
        knative: 'Functions',
      },
      label: 'How fresh this is',
    },
    table: {
      option: '{{value}} ({{amount}})',
      clear: 'Clear filters',
      noMatchTitle: 'Nothing matches',
      noMatch: 'No entry fits this search and these filters.',
      shown: '{{from}}–{{to}} of {{total}}',
      pageSize: '{{size}} per page',
      none: 'not set',
    },
    quota: {
      left: '{{used}} of {{limit}} used, {{left}} left',
      unlimited: '{{used}} used, no limit',
      planned: '{{planned}} more are planned',
      tooMuch: '{{missing}} too many',
    },
    scope: {
      label: 'Whose',
      mine: 'My teams',
      all: 'All',
      showAll: 'Show all',
    },
    page: { inCatalog: 'Open in the catalog' },
    owner: { nobody: 'Nobody' },
    condition: {
      none: 'No conditions reported.',
      not: 'Not {{type}}',
    },
    step: {
      done: ' (done)',
      active: ' (under way)',
      waiting: ' (to come)',
      failed: ' (failed)',
      unknown: ' (unknown)',
      skipped: ' (left out)',
    },
    name: {
      checking: 'Looking whether it is free …',
      free: 'This name is free.',
      unchecked: 'Whether it is free is not known at the moment: {{reason}}',
      tooLong: 'must have at most {{max}} characters',
    },
    time: { now: 'just now', never: 'never' },
  },
});
