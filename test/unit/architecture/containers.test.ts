import { readFile } from 'node:fs/promises';
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
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

const compose = async () => COMPOSE.parse(parse(await read('docker-compose.yml'), { merge: true }));

test('every image has a version', async () => {
  const images = Object.values((await compose()).services).map(({ image }) => image);
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) expect(image).toMatch(/^[a-z-]+:\d+\.\d+/);
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
  for (const [, value] of secret) expect(value).toContain('${POSTGRES_PASSWORD');
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
