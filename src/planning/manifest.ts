/**
 * Kubernetes objects as the API server writes them. Only what logkeep reads is typed; everything else stays in the
 * object, because an object that is written back must not lose what this version of logkeep does not know.
 */
export interface Metadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: { manager?: string; operation?: string; time?: string; fieldsV1?: object }[];
  creationTimestamp?: string;
  deletionTimestamp?: string;
  [field: string]: unknown;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  [field: string]: unknown;
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  [field: string]: unknown;
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
  readOnly?: boolean;
  [field: string]: unknown;
}

export interface Volume {
  name: string;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  configMap?: { name?: string };
  [field: string]: unknown;
}

export interface Container {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  volumeMounts?: VolumeMount[];
  lifecycle?: { preStop?: { exec?: { command?: string[] } }; postStart?: { exec?: { command?: string[] } } };
  [field: string]: unknown;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  terminationGracePeriodSeconds?: number;
  [field: string]: unknown;
}

export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string>; [field: string]: unknown };
  spec: PodSpec;
  [field: string]: unknown;
}

export interface StatefulSet extends Manifest {
  spec: {
    replicas?: number;
    serviceName?: string;
    selector: { matchLabels?: Record<string, string>; [field: string]: unknown };
    template: PodTemplate;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number; [field: string]: unknown } };
    volumeClaimTemplates?: Manifest[];
    [field: string]: unknown;
  };
  status?: {
    observedGeneration?: number;
    currentRevision?: string;
    updateRevision?: string;
    readyReplicas?: number;
    [field: string]: unknown;
  };
}

/** Its group has been `batch/v1` since Kubernetes 1.21, and `batch/v1beta1` before. */
export interface CronJob extends Manifest {
  spec: {
    schedule: string;
    timeZone?: string;
    suspend?: boolean;
    jobTemplate: { spec: { template: PodTemplate; [field: string]: unknown }; [field: string]: unknown };
    [field: string]: unknown;
  };
}

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string; message?: string };
    running?: { startedAt?: string };
    terminated?: { exitCode?: number; reason?: string; message?: string; startedAt?: string; finishedAt?: string };
  };
  [field: string]: unknown;
}

export interface Pod extends Manifest {
  spec: PodSpec;
  status?: {
    phase?: string;
    podIP?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
    [field: string]: unknown;
  };
}

export interface ConfigMap extends Manifest {
  data?: Record<string, string>;
}

export interface PersistentVolumeClaim extends Manifest {
  spec: {
    accessModes?: string[];
    storageClassName?: string;
    volumeName?: string;
    resources?: { requests?: { storage?: string } };
    [field: string]: unknown;
  };
  status?: { phase?: string; accessModes?: string[]; capacity?: { storage?: string }; [field: string]: unknown };
}

export interface PersistentVolume extends Manifest {
  spec: { persistentVolumeReclaimPolicy?: string; storageClassName?: string; [field: string]: unknown };
}

export interface StorageClass extends Manifest {
  provisioner?: string;
  reclaimPolicy?: string;
  volumeBindingMode?: string;
}

/** Its values are in base64. */
export interface Secret extends Manifest {
  type?: string;
  immutable?: boolean;
  data?: Record<string, string>;
}

/** An event about an object, as the API server keeps it for an hour. */
export interface ObjectEvent {
  /** `Normal` or `Warning`. */
  type: string;
  reason: string;
  message: string;
  /** ISO 8601, when it was last seen. */
  lastSeen: string;
}
