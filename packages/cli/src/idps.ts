// SPDX-License-Identifier: Apache-2.0
import { AUTH0 } from './idps/auth0.ts';
import { COGNITO } from './idps/cognito.ts';
import type { Configure, Idp } from './idps/idp.ts';
import { KEYCLOAK } from './idps/keycloak.ts';

/** What `--idp` takes. */
export const IDP_NAMES = ['auth0', 'cognito', 'keycloak'] as const;
export type IdpName = (typeof IDP_NAMES)[number];

/** Every identity provider, by its name. */
export const IDPS: { readonly [N in IdpName]: Idp } = {
  auth0: AUTH0,
  cognito: COGNITO,
  keycloak: KEYCLOAK,
};

/** Every target there is, by its name in `assay.yaml`. */
export const TARGETS: ReadonlyMap<string, Configure> = new Map(
  Object.values(IDPS).flatMap(({ targets }) => Object.entries(targets)),
);
