import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readCron } from '../../../src/config/rhythm.ts';
import { createProgram } from '../../../src/commands/program.ts';
import { VARIABLES } from '../../../src/config/environment.ts';

const run = promisify(execFile);
const root = new URL('../../../deploy/', import.meta.url);
const fileOf = (name: string) => fileURLToPath(new URL(name, root));
const read = async (name: string) => readFile(fileOf(name), 'utf8');

const can = async (program: string, ...words: string[]) =>
  run(program, words).then(
    () => true,
    () => false,
  );
const systemd = await can('systemd-analyze', '--version');
const python = await can('python3', '--version');

const files = (await readdir(root, { recursive: true })).filter((name) => /\.\w+$/.test(name));
// Beside them is SQL for databases that are larger than one machine.
const EXAMPLES = files.filter((name) => !/\.(md|sql)$/.test(name));

const strict = z.strictObject;
const map = z.record(z.string(), z.string());

/** What Kubernetes' own schema leaves open: unknown members pass it, and a cron expression is any text. */
const CONTAINER = strict({
  name: z.string(),
  image: z.string().regex(/:\d+\.\d+\.\d+$/),
  args: z.array(z.string()),
  env: z.array(
    z.union([
      strict({ name: z.string(), value: z.string() }),
      strict({
        name: z.string(),
        valueFrom: strict({ secretKeyRef: strict({ name: z.string(), key: z.string() }) }),
      }),
    ]),
  ),
  resources: strict({ requests: map, limits: map }),
  securityContext: strict({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: strict({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    strict({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() }),
  ),
});
const SERVER = CONTAINER.extend({
  ports: z.array(strict({ name: z.literal('http'), containerPort: z.int() })),
  livenessProbe: strict({
    httpGet: strict({ path: z.literal('/healthz'), port: z.literal('http') }),
    periodSeconds: z.int(),
    timeoutSeconds: z.int(),
    failureThreshold: z.int(),
  }),
  readinessProbe: strict({
    httpGet: strict({ path: z.literal('/readyz'), port: z.literal('http') }),
    periodSeconds: z.int(),
    timeoutSeconds: z.int(),
  }),
});
const POD = strict({
  restartPolicy: z.enum(['Never', 'OnFailure']),
  terminationGracePeriodSeconds: z.int(),
  automountServiceAccountToken: z.literal(false),
  securityContext: strict({
    runAsNonRoot: z.literal(true),
    runAsUser: z.int().positive(),
    runAsGroup: z.int().positive(),
    fsGroup: z.int().positive(),
    seccompProfile: strict({ type: z.literal('RuntimeDefault') }),
  }),
  containers: z.tuple([CONTAINER]),
  volumes: z.array(
    z.union([
      strict({ name: z.string(), persistentVolumeClaim: strict({ claimName: z.string() }) }),
      strict({ name: z.string(), configMap: strict({ name: z.string() }) }),
      strict({ name: z.string(), emptyDir: strict({}) }),
    ]),
  ),
});
const CRON_JOB = strict({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('CronJob'),
  metadata: strict({ name: z.string() }),
  spec: strict({
    schedule: z.string().refine((text) => readCron(text) !== null),
    concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']),
    startingDeadlineSeconds: z.int(),
    successfulJobsHistoryLimit: z.int(),
    failedJobsHistoryLimit: z.int(),
    jobTemplate: strict({
      spec: strict({ backoffLimit: z.int(), template: strict({ spec: POD }) }),
    }),
  }),
});
const DEPLOYMENT = strict({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: strict({ name: z.string(), labels: map }),
  spec: strict({
    replicas: z.literal(1),
    strategy: strict({ type: z.literal('Recreate') }),
    selector: strict({ matchLabels: map }),
    template: strict({
      metadata: strict({ labels: map, annotations: map }),
      spec: POD.extend({
        restartPolicy: z.literal('Always'),
        initContainers: z.tuple([CONTAINER]),
        containers: z.tuple([SERVER]),
      }),
    }),
  }),
});

describe('the examples of unattended running', () => {
  test.each(EXAMPLES)('%s calls a command and options that there are', async (name) => {
    const text = await read(name);
    const [, called, option] = /\b(sync|schedule)['",\s]+(--[a-z]+)/.exec(text) ?? [];
    const runsIt = !name.endsWith('.timer');
    expect(called !== undefined).toBe(runsIt);
    const program = createProgram('0', async () => undefined, {});
    const command = program.commands.find((each) => each.name() === called);
    if (runsIt) expect(command?.options.map(({ long }) => long)).toContain(option);
    const variables = text.match(/\b(?:STATBANK_[A-Z_]+|DATABASE_URL)\b/g) ?? [];
    expect(Object.keys(VARIABLES.shape)).toEqual(expect.arrayContaining(variables));
  });

  test.each(EXAMPLES)('%s holds no password', async (name) => {
    expect(await read(name)).not.toMatch(/\/\/\w+:[^@\s…]+@/);
  });

  test.runIf(systemd)('the units pass systemd’s own check', async () => {
    const units = EXAMPLES.filter((name) => name.startsWith('systemd/')).map(fileOf);
    const { stdout, stderr } = await run('systemd-analyze', ['verify', '--man=no', ...units]);
    expect([units.length, stdout, stderr]).toEqual([2, '', '']);
  });

  test('the CronJob and its volume pass the schema of Kubernetes', async () => {
    const documents = parseAllDocuments(await read('kubernetes/cronjob.yaml'));
    const [claim, cronJob] = documents.map((document): object => document.toJS() as object);
    new PersistentVolumeClaim(claim).validate();
    new CronJob(cronJob).validate();
    expect(() => new CronJob({ ...cronJob, spec: {} } as never).validate()).toThrow(/schedule/);
  });

  test('the CronJob is one, with what it names beside it', async () => {
    const documents = parseAllDocuments(await read('kubernetes/cronjob.yaml'));
    const [claim, cronJob] = documents.map((document) => document.toJS() as unknown);
    const { containers, volumes } = CRON_JOB.parse(cronJob).spec.jobTemplate.spec.template.spec;
    const mounted = containers[0].volumeMounts.map((mount) => mount.name);
    expect(volumes.map((volume) => volume.name).toSorted()).toEqual(mounted.toSorted());
    expect(claim).toMatchObject({
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'statbank-archive' },
    });
    expect(volumes).toContainEqual({
      name: 'archive',
      persistentVolumeClaim: { claimName: 'statbank-archive' },
    });
  });

  test('the Deployment passes the schema of Kubernetes, and its parts fit together', async () => {
    const documents = parseAllDocuments(await read('kubernetes/deployment.yaml'));
    const [claim, deployment, service] = documents.map(
      (document): object => document.toJS() as object,
    );
    new PersistentVolumeClaim(claim).validate();
    new Deployment(deployment).validate();
    new Service(service).validate();
    expect(() => new Deployment({ ...deployment, spec: {} } as never).validate()).toThrow(
      /selector/,
    );
    const { selector, template } = DEPLOYMENT.parse(deployment).spec;
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    expect(service).toMatchObject({
      spec: { selector: selector.matchLabels, ports: [{ targetPort: 'http' }] },
    });
    const { initContainers, containers, volumes } = template.spec;
    const there = volumes.map((volume) => volume.name);
    for (const { volumeMounts } of [...initContainers, ...containers]) {
      expect(there).toEqual(expect.arrayContaining(volumeMounts.map((mount) => mount.name)));
    }
    const [{ args, ports }] = containers;
    expect(args).toContain(String(ports[0]?.containerPort));
    const beside = parseAllDocuments(await read('kubernetes/cronjob.yaml'))[0]?.toJS();
    expect(claim).toEqual(beside);
  });

  test.runIf(python)('Python compiles the DAG and the job', async () => {
    const scripts = EXAMPLES.filter((name) => name.endsWith('.py')).map(fileOf);
    expect(scripts).toHaveLength(2);
    const compile =
      'import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]';
    await run('python3', ['-c', compile, ...scripts]);
  });
});
