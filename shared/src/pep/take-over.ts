// SPDX-License-Identifier: Apache-2.0
import { own, type Json } from '../model/json.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { AdaptedRequest } from './adapter.ts';

/** The request as policy sees it: with its time, and of the parameters a client sent only those the policy reads; the others go nowhere, not into the record either. */
export function takeOver(adapted: AdaptedRequest, parameters: readonly string[], startedAt: number): IssuanceRequest {
  const kept: Record<string, Json> = {};
  for (const name of parameters) {
    const value = own(adapted.context.parameters, name);
    if (value !== undefined) kept[name] = value as Json; // sound: a member of JSON
  }
  return { ...adapted, context: { ...adapted.context, time: Math.floor(startedAt / 1000), parameters: kept } };
}
