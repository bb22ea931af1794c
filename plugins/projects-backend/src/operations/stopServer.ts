import { powerOperation } from './powerOperation';

/** Switches a server off. */
export const stopServer = powerOperation({
  id: 'stop-server',
  title: 'Stop server',
  description:
    'Switches a server off, as its power button would. Its disks and addresses stay, and so does what it uses of the quota.',
  risk: 'disruptive',
  action: { 'os-stop': null },
  machines: 'blocks',
  from: ['ACTIVE', 'ERROR'],
  to: 'SHUTOFF',
  done: 'is off',
});
