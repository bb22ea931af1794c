import type { Person, Team } from './types';

/** Teams of Meridian; more than these are numbered squads. */
export const teamSeeds: Pick<Team, 'name' | 'title' | 'kind'>[] = [
  { name: 'platform', title: 'Cloud Platform', kind: 'platform' },
  {
    name: 'kubernetes-operators',
    title: 'Kubernetes Operators',
    kind: 'operators',
  },
  { name: 'checkout', title: 'Checkout', kind: 'product' },
  { name: 'payments', title: 'Payments', kind: 'product' },
  { name: 'search', title: 'Search', kind: 'product' },
  { name: 'catalogue', title: 'Product Catalogue', kind: 'product' },
  { name: 'logistics', title: 'Logistics', kind: 'product' },
  { name: 'warehouse', title: 'Warehouse', kind: 'product' },
  { name: 'identity', title: 'Customer Identity', kind: 'product' },
  { name: 'messaging', title: 'Messaging', kind: 'product' },
  { name: 'recommendations', title: 'Recommendations', kind: 'product' },
  { name: 'data-platform', title: 'Data Platform', kind: 'product' },
  { name: 'mobile', title: 'Mobile Apps', kind: 'product' },
  { name: 'partner-api', title: 'Partner API', kind: 'product' },
];

/** Those who are offered on the sign-in page. */
export const knownPeople: Pick<
  Person,
  'name' | 'displayName' | 'teams' | 'role'
>[] = [
  {
    name: 'ines.duarte',
    displayName: 'Ines Duarte',
    teams: ['checkout'],
    role: 'Application engineer in team Checkout',
  },
  {
    name: 'oskar.lind',
    displayName: 'Oskar Lind',
    teams: ['platform'],
    role: 'Platform engineer: runs the cloud',
  },
  {
    name: 'mei.tanaka',
    displayName: 'Mei Tanaka',
    teams: ['kubernetes-operators'],
    role: 'Kubernetes operator: keeps the clusters running',
  },
  {
    name: 'jonas.weber',
    displayName: 'Jonas Weber',
    teams: ['payments'],
    role: 'Application engineer in team Payments',
  },
];

export const firstNames = [
  'Ada',
  'Amir',
  'Anika',
  'Bruno',
  'Carla',
  'Chen',
  'Dalia',
  'Davi',
  'Elif',
  'Emil',
  'Farah',
  'Finn',
  'Greta',
  'Hana',
  'Hugo',
  'Ida',
  'Ivan',
  'Jana',
  'Kofi',
  'Lena',
  'Luca',
  'Maja',
  'Mateo',
  'Nadia',
  'Nils',
  'Olga',
  'Omar',
  'Paula',
  'Quentin',
  'Rosa',
  'Samir',
  'Sofia',
  'Tariq',
  'Teresa',
  'Uma',
  'Viktor',
  'Wanda',
  'Yara',
  'Yusuf',
  'Zoe',
];

export const lastNames = [
  'Almeida',
  'Bauer',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ito',
  'Jensen',
  'Kaya',
  'Larsen',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Quispe',
  'Rossi',
  'Silva',
  'Takahashi',
  'Ueda',
  'Varga',
  'Winkler',
  'Xu',
  'Yilmaz',
  'Zhang',
];

/** What projects of product teams are for. */
export const purposes = [
  { name: 'api', description: 'The service and its database' },
  { name: 'batch', description: 'Nightly jobs and their workers' },
  { name: 'web', description: 'What customers see' },
  { name: 'events', description: 'Consumers and producers of the event bus' },
  { name: 'sandbox', description: 'To try things out' },
  { name: 'reports', description: 'Figures for the business' },
];

/** The projects of which nobody remembers why they are there. */
export const forgotten = [
  {
    name: 'legacy-cron',
    description: 'For a cron script',
    tag: 'purpose:cron-script',
  },
  {
    name: 'reserved-2024',
    description: 'For future use',
    tag: 'purpose:future-use',
  },
  {
    name: 'ops-jumphosts',
    description: 'For operation',
    tag: 'purpose:operation',
  },
  {
    name: 'poc-analytics',
    description: 'Proof of concept, see the wiki',
    tag: 'purpose:unknown',
  },
];
