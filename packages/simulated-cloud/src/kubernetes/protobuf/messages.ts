/** A field of a message: its name in JSON, its type, and how it is written. */
export interface MessageField {
  name: string;
  type: string;
  list: boolean;
  map: boolean;
  /** Zero, false and empty are values here; elsewhere they stand for "not given". */
  keepsZero: boolean;
}

/**
 * What typed clients send in Protocol Buffers when they create built-in kinds: for each message its fields as
 * `<number> <name> <type>`. `[]` is a list, `{}` a map with text keys, `?` a field whose zero means something.
 */
const definitions: Record<string, string> = {
  ObjectMeta:
    '1 name string, 2 generateName string, 3 namespace string, 5 uid string, 6 resourceVersion string, 11 labels {}string, 12 annotations {}string, 13 ownerReferences []OwnerReference, 14 finalizers []string',
  OwnerReference:
    '5 apiVersion string, 1 kind string, 3 name string, 4 uid string, 6 controller bool, 7 blockOwnerDeletion bool',
  LabelSelector:
    '1 matchLabels {}string, 2 matchExpressions []LabelSelectorRequirement',
  LabelSelectorRequirement:
    '1 key string, 2 operator string, 3 values []string',
  DeleteOptions:
    '1 gracePeriodSeconds int?, 2 preconditions Preconditions, 3 orphanDependents bool, 4 propagationPolicy string, 5 dryRun []string',
  Preconditions: '1 uid string, 2 resourceVersion string',
  Namespace: '1 metadata ObjectMeta',
  ConfigMap:
    '1 metadata ObjectMeta, 4 immutable bool, 2 data {}string, 3 binaryData {}bytes',
  Secret:
    '1 metadata ObjectMeta, 5 immutable bool, 2 data {}bytes, 4 stringData {}string, 3 type string',
  ServiceAccount:
    '1 metadata ObjectMeta, 2 secrets []ObjectReference, 3 imagePullSecrets []LocalObjectReference, 4 automountServiceAccountToken bool?',
  LocalObjectReference: '1 name string',
  ObjectReference:
    '1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string, 6 resourceVersion string, 7 fieldPath string',
  Binding: '1 metadata ObjectMeta, 2 target ObjectReference',
  Eviction: '1 metadata ObjectMeta, 2 deleteOptions DeleteOptions',
  Scale: '1 metadata ObjectMeta, 2 spec ScaleSpec',
  ScaleSpec: '1 replicas int?',
  Deployment: '1 metadata ObjectMeta, 2 spec DeploymentSpec',
  DeploymentSpec:
    '1 replicas int?, 2 selector LabelSelector, 3 template PodTemplateSpec, 5 minReadySeconds int, 6 revisionHistoryLimit int?, 7 paused bool, 9 progressDeadlineSeconds int?',
  PodTemplateSpec: '1 metadata ObjectMeta, 2 spec PodSpec',
  Pod: '1 metadata ObjectMeta, 2 spec PodSpec',
  PodSpec:
    '20 initContainers []Container, 2 containers []Container, 3 restartPolicy string, 4 terminationGracePeriodSeconds int?, 6 dnsPolicy string, 7 nodeSelector {}string, 8 serviceAccountName string, 10 nodeName string, 15 imagePullSecrets []LocalObjectReference, 19 schedulerName string, 24 priorityClassName string',
  Container:
    '1 name string, 2 image string, 3 command []string, 4 args []string, 5 workingDir string, 6 ports []ContainerPort, 7 env []EnvVar, 8 resources ResourceRequirements, 13 terminationMessagePath string, 14 imagePullPolicy string, 16 stdin bool, 17 stdinOnce bool, 18 tty bool, 20 terminationMessagePolicy string',
  ContainerPort:
    '1 name string, 2 hostPort int, 3 containerPort int, 4 protocol string, 5 hostIP string',
  EnvVar: '1 name string, 2 value string',
  ResourceRequirements: '1 limits {}quantity, 2 requests {}quantity',
  Job: '1 metadata ObjectMeta, 2 spec JobSpec',
  JobSpec:
    '1 parallelism int?, 2 completions int?, 3 activeDeadlineSeconds int?, 7 backoffLimit int?, 6 template PodTemplateSpec, 8 ttlSecondsAfterFinished int?, 9 completionMode string, 10 suspend bool?',
  CronJob: '1 metadata ObjectMeta, 2 spec CronJobSpec',
  CronJobSpec:
    '1 schedule string, 8 timeZone string, 3 concurrencyPolicy string, 4 suspend bool?, 5 jobTemplate JobTemplateSpec',
  JobTemplateSpec: '1 metadata ObjectMeta, 2 spec JobSpec',
  Service: '1 metadata ObjectMeta, 2 spec ServiceSpec',
  ServiceSpec:
    '1 ports []ServicePort, 2 selector {}string, 3 clusterIP string, 4 type string, 7 sessionAffinity string, 10 externalName string',
  ServicePort:
    '1 name string, 2 protocol string, 6 appProtocol string, 3 port int, 4 targetPort intOrString, 5 nodePort int',
  Role: '1 metadata ObjectMeta, 2 rules []PolicyRule',
  ClusterRole: '1 metadata ObjectMeta, 2 rules []PolicyRule',
  PolicyRule:
    '1 verbs []string, 2 apiGroups []string, 3 resources []string, 4 resourceNames []string, 5 nonResourceURLs []string',
  RoleBinding: '1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef',
  ClusterRoleBinding:
    '1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef',
  RoleRef: '1 apiGroup string, 2 kind string, 3 name string',
  Subject:
    '1 kind string, 2 apiGroup string, 3 name string, 4 namespace string',
  PodDisruptionBudget: '1 metadata ObjectMeta, 2 spec PodDisruptionBudgetSpec',
  PodDisruptionBudgetSpec:
    '1 minAvailable intOrString, 2 selector LabelSelector, 3 maxUnavailable intOrString',
  ResourceQuota: '1 metadata ObjectMeta, 2 spec ResourceQuotaSpec',
  ResourceQuotaSpec: '1 hard {}quantity, 2 scopes []string',
  PriorityClass:
    '1 metadata ObjectMeta, 2 value int?, 3 globalDefault bool, 4 description string, 5 preemptionPolicy string',
  Lease: '1 metadata ObjectMeta, 2 spec LeaseSpec',
  LeaseSpec:
    '1 holderIdentity string, 2 leaseDurationSeconds int, 3 acquireTime time, 4 renewTime time, 5 leaseTransitions int',
  Event:
    '1 metadata ObjectMeta, 2 involvedObject ObjectReference, 3 reason string, 4 message string, 5 source EventSource, 6 firstTimestamp time, 7 lastTimestamp time, 8 count int, 9 type string, 10 eventTime time, 12 action string, 14 reportingComponent string, 15 reportingInstance string',
  EventSource: '1 component string, 2 host string',
  TokenRequest: '1 metadata ObjectMeta, 2 spec TokenRequestSpec',
  TokenRequestSpec:
    '1 audiences []string, 4 expirationSeconds int?, 3 boundObjectRef BoundObjectReference',
  BoundObjectReference:
    '1 kind string, 2 apiVersion string, 3 name string, 4 uid string',
  SelfSubjectReview: '1 metadata ObjectMeta',
  SelfSubjectAccessReview:
    '1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec',
  SelfSubjectAccessReviewSpec:
    '1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes',
  ResourceAttributes:
    '1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, 6 subresource string, 7 name string',
  NonResourceAttributes: '1 path string, 2 verb string',
  SelfSubjectRulesReview:
    '1 metadata ObjectMeta, 2 spec SelfSubjectRulesReviewSpec',
  SelfSubjectRulesReviewSpec: '1 namespace string',
};

const parsed = new Map<string, Map<number, MessageField>>();

/** Fields of a message by their numbers; undefined for messages that are not known here. */
export function fieldsOfMessage(
  message: string,
): Map<number, MessageField> | undefined {
  const definition = definitions[message];
  if (!definition) return undefined;
  let fields = parsed.get(message);
  if (!fields) {
    fields = new Map(definition.split(', ').map(parseField));
    parsed.set(message, fields);
  }
  return fields;
}

function parseField(text: string): [number, MessageField] {
  const [number, name, type] = text.split(' ');
  return [
    Number(number),
    {
      name,
      type: type.replace(/^\[\]|^\{\}|\?$/g, ''),
      list: type.startsWith('[]'),
      map: type.startsWith('{}'),
      keepsZero: type.endsWith('?'),
    },
  ];
}
