import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every word of the projects plugin. @public */
export const projectsTranslationRef = createTranslationRef({
  id: 'plugin.projects',
  messages: {
    page: {
      title: 'Projects',
      description:
        'OpenStack projects: who owns them, where they are, and how much of their quota is used.',
      search: 'Search projects',
    },
    column: {
      operations: 'What can be done',
      name: 'Project',
      resource: 'Name',
      owner: 'Owner',
      environment: 'Environment',
      regions: 'Regions',
      servers: 'Servers',
      cores: 'Cores',
      memory: 'Memory',
      type: 'Type',
      state: 'State',
      region: 'Region',
      details: 'Details',
      created: 'Created',
      cloud: 'OpenStack',
    },
    disabled: 'Disabled',
    none: 'not set',
    empty: {
      mineTitle: 'None of your teams has a project',
      mine: 'The platform team gives a team its role on a project in OpenStack. All projects that you may see are under "All".',
      allTitle: 'There are no projects that you may see',
      all: 'A project appears here once OpenStack has been read and one of your groups has a role on it.',
    },
    about: {
      title: 'OpenStack project',
      id: 'Keystone id',
      domain: 'Domain',
      tags: 'Tags',
      counts: 'Has',
      servers_one: '{{count}} server',
      servers_other: '{{count}} servers',
      volumes_one: '{{count}} volume',
      volumes_other: '{{count}} volumes',
      networks_one: '{{count}} network',
      networks_other: '{{count}} networks',
    },
    members: {
      title: 'Members',
      group: 'Team',
      user: 'Person',
      who: 'Who',
      roles: 'Roles',
      empty: 'Nobody has a role on this project',
      next: 'Without an owner nobody can be asked about it. The platform team can give a group a role in OpenStack.',
    },
    quota: {
      title: 'Quota',
      empty: 'OpenStack reports no quota for this project',
      instances: 'Servers',
      cores: 'Cores',
      ram: 'Memory',
      volumes: 'Volumes',
      gigabytes: 'Volume space',
      networks: 'Networks',
      floatingips: 'Floating IPs',
    },
    resources: {
      title: 'Resources',
      search: 'Search resources',
      emptyTitle: 'This project is empty',
      empty:
        'Servers, volumes and networks appear here as soon as OpenStack tells of them. A cluster is a good start.',
      create: 'Create a cluster',
    },
    type: {
      server: 'Server',
      volume: 'Volume',
      network: 'Network',
      image: 'Image',
    },
    form: {
      waiting: 'Asking OpenStack …',
      project: {
        label: 'Project',
        description: 'Projects in which you may do this.',
        search: 'Search',
        placeholder: 'Choose a project',
        more: 'Only the first {{amount}} are shown: search for yours.',
        emptyTitle: 'There is no project in which you may do this',
        'create-cluster':
          'Only owners of a project create clusters in it. Ask the owner of the project, or the platform team for one of your own.',
        'deploy-function':
          'Only owners of a project deploy functions into it. Ask the owner of the project, or the platform team for one of your own.',
      },
      region: {
        label: 'Region',
        placeholder: 'Choose a region',
        first: 'Choose a project first',
        missing: 'is not a region of the chosen project',
        empty: 'This project has no region to choose from.',
      },
      flavor: {
        label: 'Flavor',
        placeholder: 'Choose a flavor',
        first: 'Choose a project and a region first',
        option: '{{name}} – {{vcpus}} cores, {{ram}} memory, {{disk}} disk',
        missing:
          'This flavor does not exist in {{region}}. Choose another one.',
        empty: 'The project may use no flavor in {{region}}.',
      },
      quota: {
        title: 'What would be left in {{region}}',
        first:
          'Choose a project, a region and sizes to see what would be left.',
        fits: 'This fits into the quota.',
        tooMuch: 'This does not fit: {{what}}.',
        over: '{{name}} exceeded by {{missing}}',
        ask: 'Choose fewer or smaller nodes, or ask the platform team for more quota.',
      },
    },
  },
});
