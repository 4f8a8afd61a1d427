import type { SourceRequest } from '../provider.ts';

/** Statistics Norway's register of classifications. */
export interface KlassSource {
  /** Up to and including `/v1`, without a slash at the end. */
  readonly baseUrl: string;
}

/** Id that tasks and archived fetches of classifications carry as their provider. */
export const KLASS_PROVIDER = 'klass';

/** https://data.ssb.no/api/klass/v1/api-guide.html */
export const KLASS: KlassSource = Object.freeze({ baseUrl: 'https://data.ssb.no/api/klass/v1' });

/**
 * KLASS documents no limit. It lies on the host of SSB's PxWebApi, so it gets no more calls than
 * that one allows, and they are counted together.
 */
export const KLASS_RATE = Object.freeze({ calls: 30, windowSeconds: 60 });

/** Languages that names are asked for in, and what KLASS calls them. */
export const KLASS_LANGUAGES = Object.freeze({ no: 'nb', nn: 'nn', en: 'en' } as const);

export type KlassLanguage = keyof typeof KLASS_LANGUAGES;

/**
 * Classifications by their number. The format is asked for in the Accept header of the client:
 * KLASS answers XML otherwise, and the suffix `.json` is being taken away.
 */
function get(
  { baseUrl }: KlassSource,
  path: string,
  parameters: Readonly<Record<string, string>>,
): SourceRequest {
  const query = new URLSearchParams(parameters).toString();
  const url = `${baseUrl}/${path}${query === '' ? '' : `?${query}`}`;
  return Object.freeze({ method: 'GET', url, body: null });
}

/** One page, counted from 0, of the list of all classifications. */
export function listRequest(source: KlassSource, page: number, size: number): SourceRequest {
  return get(source, 'classifications', { page: String(page), size: String(size) });
}

export function classificationRequest(
  source: KlassSource,
  id: string,
  language: KlassLanguage,
): SourceRequest {
  return get(source, `classifications/${id}`, {
    language: KLASS_LANGUAGES[language],
    includeFuture: 'true',
  });
}

/** All codes that are valid at some time from a day on. */
export function codesRequest(
  source: KlassSource,
  id: string,
  from: string,
  language: KlassLanguage,
): SourceRequest {
  return get(source, `classifications/${id}/codes`, {
    from,
    includeFuture: 'true',
    language: KLASS_LANGUAGES[language],
  });
}

/** The codes that are valid on one day. */
export function codesAtRequest(source: KlassSource, id: string, date: string): SourceRequest {
  return get(source, `classifications/${id}/codesAt`, { date, language: KLASS_LANGUAGES.no });
}

export function changesRequest(source: KlassSource, id: string, from: string): SourceRequest {
  return get(source, `classifications/${id}/changes`, {
    from,
    includeFuture: 'true',
    language: KLASS_LANGUAGES.no,
  });
}

/** Pairs with another classification that are valid at some time from a day on. */
export function correspondsRequest(
  source: KlassSource,
  id: string,
  target: string,
  from: string,
): SourceRequest {
  return get(source, `classifications/${id}/corresponds`, {
    targetClassificationId: target,
    from,
    includeFuture: 'true',
    language: KLASS_LANGUAGES.no,
  });
}
