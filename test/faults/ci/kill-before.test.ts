import { STEPS } from '../../../src/pipeline/steps.ts';
import { testKills } from '../kills.ts';

testKills(STEPS.filter((step) => step.startsWith('before-')));
