import type { Environment } from '../config/environment.ts';
import { PACKAGE_FOLDER, packageVersion } from '../config/package.ts';
import { createHttpClient, type HttpClient, userAgent } from '../extract/http/client.ts';
import { withPackagedFiles } from '../extract/http/packaged-files.ts';

/** The client for a source's tables: the network, and the files that ship with the package. */
export function sourceClient({ contact }: Pick<Environment, 'contact'>): HttpClient {
  const network = createHttpClient({ userAgent: userAgent(packageVersion(), contact) });
  return withPackagedFiles(network, PACKAGE_FOLDER);
}
