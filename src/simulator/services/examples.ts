import { join } from 'node:path';
import { loadExampleClassifications } from '../klass/example.ts';
import { klassService } from '../klass/service.ts';
import { csoService } from './cso.ts';
import { desiService, loadFacts } from './desi.ts';
import { dfoServices } from './dfo.ts';
import { eurostatService } from './eurostat.ts';
import { loadExampleDatasets } from './example-dataset.ts';
import { pxWeb1Service } from './pxweb1.ts';
import type { SimulatedService } from './service.ts';

/**
 * Every service beside PxWebApi v2, with the examples that come with the program.
 *
 * @throws StatbankError SB_SIMULATOR_TABLE for an example that contradicts itself
 */
export async function loadExampleServices(folder: string): Promise<readonly SimulatedService[]> {
  return [
    pxWeb1Service(),
    eurostatService(await loadExampleDatasets(join(folder, 'eurostat'))),
    klassService(await loadExampleClassifications(join(folder, 'klass'))),
    csoService(await loadExampleDatasets(join(folder, 'cso'))),
    desiService(await loadFacts(join(folder, 'desi'))),
    ...(await dfoServices(folder)),
  ];
}
