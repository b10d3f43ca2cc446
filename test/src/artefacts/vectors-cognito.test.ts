// SPDX-License-Identifier: Apache-2.0
// The same policy gives the same token on Amazon Cognito.
import { artefactSuite } from '../vectors/artefact-suite.ts';
import { cognitoArtefact } from '../vectors/cognito-artefact.ts';

artefactSuite(cognitoArtefact());
