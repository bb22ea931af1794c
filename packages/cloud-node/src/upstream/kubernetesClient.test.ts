import { describeClientContract } from './__testUtils__/describeClientContract';
import { simulatedKubernetes } from './__testUtils__/simulatedKubernetes';

describeClientContract('the simulated cloud', simulatedKubernetes);
