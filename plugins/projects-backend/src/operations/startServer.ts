import { powerOperation } from './powerOperation';

/** Switches a server on. */
export const startServer = powerOperation({
  id: 'start-server',
  title: 'Start server',
  description: 'Switches on a server that is off.',
  risk: 'change',
  action: { 'os-start': null },
  from: ['SHUTOFF'],
  to: 'ACTIVE',
  done: 'runs',
});
