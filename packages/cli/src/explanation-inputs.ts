// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceRequest } from '@assay/core/model';
import type { TablePdp } from '@assay/core/pdp';

/** What a decision was made on. */
export interface DecidedOn {
  readonly request: IssuanceRequest;
  readonly attributes: Attributes;
}

/** A PDP that decides as `pdp` does, and remembers what it was last asked: the record may be redacted, an explanation is for whoever holds the inputs. */
export function rememberInputs(pdp: TablePdp): { readonly pdp: TablePdp; readonly last: () => DecidedOn | undefined } {
  let last: DecidedOn | undefined;
  const remembering: TablePdp = {
    ...pdp,
    decide: (request, attributes) => {
      last = { request, attributes };
      return pdp.decide(request, attributes);
    },
  };
  return { pdp: remembering, last: () => last };
}
