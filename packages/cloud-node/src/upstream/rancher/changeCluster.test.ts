import { describeChangeContract } from '../__testUtils__/describeChangeContract';
import { simulatedKubernetes } from '../__testUtils__/simulatedKubernetes';

describeChangeContract('the simulated cloud', simulatedKubernetes);
