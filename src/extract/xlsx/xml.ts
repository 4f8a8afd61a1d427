import { SaxesParser } from 'saxes';

import { documentFinding, documentInvalid } from '../document/invalid.ts';

/** What a part of a workbook is made of, by local names: prefixes differ between programs. */
export interface XmlReader {
  /** Attributes by local name. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Reads a part of a workbook. Document types are refused: a workbook has none, and entities are
 * what attacks on XML readers are made of.
 *
 * @param part Names the part in messages: `xl/workbook.xml`.
 * @throws StatbankError SB_DOCUMENT_INVALID for XML that is not well-formed
 */
export function readXml(bytes: Uint8Array, part: string, what: string, reader: XmlReader): void {
  const invalid = (message: string): Error =>
    documentInvalid(what, [documentFinding('XLSX_XML', part, message)]);
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw invalid(error.message.replace(/\.$/, ''));
  });
  parser.on('doctype', () => {
    throw invalid('a document type');
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes).map(({ local, value }) => [local, value]);
    reader.open?.(tag.local, Object.fromEntries(attributes) as Record<string, string>);
  });
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', (tag) => reader.close?.(tag.local));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('the part is not UTF-8');
  }
  parser.write(text).close();
}
