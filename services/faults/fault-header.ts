import { faultNames, isRequestFault, type RequestFault } from './catalogue';

/** One mistake, for a share of the requests that ask for it. */
export interface AskedFault {
  readonly name: RequestFault;
  readonly percent: number;
}

/** The header cannot be read; the message says what is accepted, and `problem` what a client is answered. */
export class BadFaultHeader extends Error {
  readonly code = 'BAD_FAULT_HEADER';
  readonly problem = {
    status: 400,
    kind: 'invalid-fault-header',
    title: 'The header x-fault is not valid',
    detail: this.message,
  };
}

const MOST = 10;

/**
 * Reads `x-fault: n-plus-one, slow-query;percent=50`: a list of tokens, each with a share of 100 unless it says another, as
 * RFC 8941 writes lists.
 *
 * @throws {BadFaultHeader}
 */
export function parseFaultHeader(header: string): AskedFault[] {
  const items = header.split(',').map((item) => item.trim());
  if (items.length > MOST) throw new BadFaultHeader(`At most ${MOST} faults can be asked for at once.`);
  return items.map(parseItem);
}

function parseItem(item: string): AskedFault {
  const [, name = '', percent = '100'] = /^([a-z-]+)(?:\s*;\s*percent=(\d{1,3}(?:\.\d{1,3})?))?$/.exec(item) ?? [];
  if (name === '')
    throw new BadFaultHeader('Write it as a list of names, each with a share if wanted: name;percent=50.');
  if (!isRequestFault(name)) {
    throw new BadFaultHeader(`A request can ask for one of: ${faultNames.filter(isRequestFault).join(', ')}.`);
  }
  const share = Number(percent);
  if (share > 100) throw new BadFaultHeader('percent goes from 0 to 100.');
  return { name, percent: share };
}
