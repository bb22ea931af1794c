import { describeChangeContract } from './describeChangeContract';
import { realKubernetes } from './realKubernetes';

describeChangeContract('a real kube-apiserver', realKubernetes);
