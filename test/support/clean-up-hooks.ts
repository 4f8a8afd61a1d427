import { afterAll, afterEach } from 'vitest';
import { cleanUpFile, cleanUpTest } from './cleanup.ts';

// Test files of one worker share the modules of test/support: a hook there would be heard in
// the first file only. This file runs anew before each.
afterEach(cleanUpTest);
afterAll(cleanUpFile);
