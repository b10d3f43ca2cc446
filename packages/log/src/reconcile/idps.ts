// SPDX-License-Identifier: Apache-2.0
import type { IdpLog } from './issuance.ts';
import { auth0 } from './idps/auth0.ts';
import { cognito } from './idps/cognito.ts';
import { keycloak } from './idps/keycloak.ts';

export type IdpLogName = 'keycloak' | 'auth0' | 'cognito';

/** Identity providers whose own logs can be read. */
export const IDP_LOGS: Readonly<Record<IdpLogName, IdpLog>> = { keycloak, auth0, cognito };
