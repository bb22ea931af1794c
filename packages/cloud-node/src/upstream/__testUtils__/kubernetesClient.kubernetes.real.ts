import { describeClientContract } from './describeClientContract';
import { realKubernetes } from './realKubernetes';

describeClientContract('a real kube-apiserver', realKubernetes);
