// SPDX-License-Identifier: Apache-2.0
// The same policy gives the same token on Auth0.
import { artefactSuite } from '../vectors/artefact-suite.ts';
import { auth0Artefact, olderAuth0Artefact } from '../vectors/auth0-artefact.ts';

artefactSuite(auth0Artefact());
artefactSuite(olderAuth0Artefact());
