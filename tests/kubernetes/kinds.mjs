// What the stand-in knows of the kinds that are used here, as their definitions have it:
// agent-sandbox, v1beta1. What is not listed is unknown to the API.
const kName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const kLabelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const kTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const text = (value) => typeof value === 'string' || 'must be a string';
const any = () => true;
const oneOf = (...names) => (value) => names.includes(value) || `must be one of ${names.join(', ')}`;
const time = (value) => (typeof value === 'string' && kTime.test(value)) || 'must be a date-time';
const wholeNumber = (value) => (Number.isInteger(value) && value >= 0) || 'must be a whole number';

const metadata = {
  name: (value) => (typeof value === 'string' && value.length <= 63 && kName.test(value)) || 'is no name by RFC 1123',
  namespace: text, labels: (value) => Object.values(value).every((each) => each.length <= 63 && kLabelValue.test(each))
    || 'has a value that is none of a label',
  annotations: any, resourceVersion: text, uid: text, generation: any, creationTimestamp: time,
  deletionTimestamp: time, ownerReferences: any, managedFields: any,
};

export const kinds = {
  sandboxclaims: {
    group: 'extensions.agents.x-k8s.io', kind: 'SandboxClaim',
    fields: {
      apiVersion: text, kind: text, metadata, status: any,
      spec: {
        warmPoolRef: { name: text },
        lifecycle: { shutdownTime: time, ttlSecondsAfterFinished: wholeNumber,
          shutdownPolicy: oneOf('Delete', 'DeleteForeground', 'Retain') },
        additionalPodMetadata: any, safeToEvict: text, env: any, volumeClaimTemplates: any,
      },
    },
    required: ['metadata.name', 'spec.warmPoolRef.name'],
    complete(claim) { // the default that leaves claims behind
      if (claim.spec.lifecycle) claim.spec.lifecycle.shutdownPolicy ??= 'Retain';
    },
  },
  sandboxes: {
    group: 'agents.x-k8s.io', kind: 'Sandbox',
    fields: {
      apiVersion: text, kind: text, metadata, status: any,
      spec: { podTemplate: any, volumeClaimTemplates: any, service: any, shutdownTime: time,
        shutdownPolicy: oneOf('Delete', 'Retain'), operatingMode: oneOf('Running', 'Suspended') },
    },
    required: ['metadata.name'],
    complete(sandbox) { sandbox.spec.operatingMode ??= 'Running'; },
  },
};

/** What is wrong with `object`: [{path, words, isUnknown}]. */
export function faultsOf(object, fields, path = '') {
  const faults = [];
  for (const [key, value] of Object.entries(object)) {
    const at = path ? `${path}.${key}` : key;
    const rule = fields[key];
    if (!rule) faults.push({ path: at, words: `unknown field "${at}"`, isUnknown: true });
    else if (typeof rule === 'function') {
      const said = rule(value);
      if (said !== true) faults.push({ path: at, words: `${at} ${said}` });
    } else if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      faults.push({ path: at, words: `${at} must be an object` });
    } else faults.push(...faultsOf(value, rule, at));
  }
  return faults;
}

export function missingIn(object, required) {
  return required.filter((path) => path.split('.').reduce((at, key) => at?.[key], object) === undefined)
    .map((path) => ({ path, words: `${path} is required` }));
}

/** Leaves out what is not known, without a word: as the API does where it is not told to be strict. */
export function prune(object, faults) {
  for (const { path } of faults.filter((each) => each.isUnknown)) {
    const keys = path.split('.');
    delete keys.slice(0, -1).reduce((at, key) => at[key], object)[keys.at(-1)];
  }
}

/** RFC 7386. */
export function mergePatch(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const merged = { ...(target !== null && typeof target === 'object' ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
