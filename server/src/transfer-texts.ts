import { join } from 'node:path';
import { existingTransfer } from '@timeferry/project/transfer-folder';
import type { OpenDocuments } from './open-documents.ts';
import type { Roots } from './snapshot.ts';

/** The files of the transfer folder by path relative to it, open documents before what is on disk. */
export function transferTexts({ future, transfer }: Roots, documents: OpenDocuments): Map<string, string> {
  const files = existingTransfer(future, { out: transfer });
  return new Map([...files.keys()].map((file) => [file, documents.textOf(join(transfer, file))]));
}
