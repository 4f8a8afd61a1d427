import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../src/config/environment.ts';

const FOLDER = '/somewhere';

describe('settings from the environment', () => {
  test('nothing set gives a home below the folder, the archive in it, and the embedded server', () => {
    expect(readEnvironment({}, FOLDER)).toEqual({
      databaseUrl: null,
      home: '/somewhere/.statbank',
      archive: '/somewhere/.statbank/archive',
      catalogue: null,
      providerUrls: new Map(),
      contact: null,
      egress: 'default',
      leaseSeconds: 60,
      largeTable: 400_000,
      lineageFile: null,
      lineageKey: null,
      lineageNamespace: 'statbank',
      lineageUrl: null,
      webhook: null,
      logLevel: 'warn',
      metabasePassword: null,
      debug: false,
      crashAt: null,
    });
  });

  test('the archive follows the home unless it is set itself', () => {
    expect(readEnvironment({ STATBANK_HOME: '/data' }, FOLDER).archive).toBe('/data/archive');
    expect(
      readEnvironment({ STATBANK_HOME: '/data', STATBANK_ARCHIVE: 'kept' }, FOLDER).archive,
    ).toBe('/somewhere/kept');
  });

  test('an empty variable counts as not set', () => {
    expect(readEnvironment({ DATABASE_URL: '', STATBANK_HOME: '' }, FOLDER)).toEqual(
      readEnvironment({}, FOLDER),
    );
  });

  test('slashes at the end of an address are dropped', () => {
    expect(
      readEnvironment({ STATBANK_SSB_URL: 'http://127.0.0.1:8080/api/pxwebapi/v2//' }, FOLDER)
        .providerUrls,
    ).toEqual(new Map([['ssb', 'http://127.0.0.1:8080/api/pxwebapi/v2']]));
  });

  test('every provider has a variable for its address', () => {
    const variables = { STATBANK_DFO_ACCOUNTS_URL: 'http://127.0.0.1:1', STATBANK_SCB_URL: '' };
    expect(readEnvironment(variables, FOLDER).providerUrls).toEqual(
      new Map([['dfo-accounts', 'http://127.0.0.1:1']]),
    );
  });

  test('settings cannot be changed afterwards', () => {
    expect(readEnvironment({}, FOLDER)).toSatisfy(Object.isFrozen);
  });

  test.each([
    ['DATABASE_URL', 'mysql://me:secret@host/db', 'postgres://'],
    ['DATABASE_URL', 'secret', 'postgres://'],
    ['STATBANK_SSB_URL', 'ftp://secret.example', 'http or https'],
    ['STATBANK_SSB_URL', 'https://me:secret@host/', 'without user or password'],
    ['STATBANK_DFO_ACCOUNTS_URL', 'secret', 'http or https'],
    ['STATBANK_CONTACT', 'secret\r\nX-Header: 1', 'printable ASCII'],
    ['STATBANK_EGRESS', 'secret office', 'letters, digits'],
    ['STATBANK_LOG_LEVEL', 'secret', 'debug'],
    ['STATBANK_DEBUG', 'secret', 'true or false'],
  ])(
    'a wrong %s is refused by name, with what it takes, without its value',
    (name, value, takes) => {
      const read = () => readEnvironment({ [name]: value }, FOLDER);
      expect(read).toThrow(
        expect.objectContaining({ code: 'SB_CONFIG_ENVIRONMENT', context: { variables: [name] } }),
      );
      expect(read).toThrow(name);
      expect(read).toThrow(takes);
      expect(read).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('secret') }),
      );
    },
  );

  test('all wrong variables are named at once', () => {
    expect(() =>
      readEnvironment({ STATBANK_LOG_LEVEL: 'loud', STATBANK_DEBUG: 'maybe' }, FOLDER),
    ).toThrow(/STATBANK_LOG_LEVEL.*STATBANK_DEBUG/);
  });
});
