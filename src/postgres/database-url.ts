import { startEmbedded } from './embedded.ts';

/** The address that `connect` uses, with its password: never to be printed or logged. */
export async function databaseUrlOf(settings: {
  readonly databaseUrl?: string | null | undefined;
  readonly home: string;
}): Promise<string> {
  return settings.databaseUrl ?? (await startEmbedded({ home: settings.home })).url;
}
