// SPDX-License-Identifier: Apache-2.0
import axios from 'axios';
import { ERRORS, type ErrorCode } from '@assay/core/errors';
import { own } from '@assay/core/model';
import { Failure } from '../../failure.ts';

/** What a bridge said to another policy set. */
export type PolicyAnswer =
  | { readonly ok: true; readonly previous: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string };

/** Posts a signed policy set to a bridge. Throws ERR_BRIDGE_REQUEST where it cannot be reached; nothing of the secret is in it. */
export async function postPolicy(
  url: string,
  { body, signature, token }: { readonly body: string; readonly signature: string; readonly token: string },
): Promise<PolicyAnswer> {
  try {
    const { status, data } = await axios.post<unknown>(`${url.replace(/\/$/, '')}/v1/policies`, body, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'assay-signature': signature },
      timeout: 30_000,
      maxRedirects: 0,
      proxy: false,
      maxContentLength: 1_000_000,
      validateStatus: () => true,
    });
    const [previous, code, detail] = [own(data, 'previous'), own(data, 'code'), own(data, 'detail')];
    if (status === 200 && typeof previous === 'string') return { ok: true, previous };
    return {
      ok: false,
      code: isErrorCode(code) ? code : 'ERR_BRIDGE_REQUEST',
      detail: `the bridge answered ${status}: ${typeof detail === 'string' ? detail : 'nothing that can be read'}`,
    };
  } catch (cause) {
    // of axios's own error nothing is passed on: it holds the request, and the secret in it
    const why = axios.isAxiosError(cause) ? cause.code : undefined;
    throw new Failure('ERR_BRIDGE_REQUEST', `the bridge could not be reached (${why ?? 'unknown reason'})`, {
      subject: url,
    });
  }
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code);
