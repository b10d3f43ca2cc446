// SPDX-License-Identifier: Apache-2.0
export { auth0Recipe } from './auth0.ts';
export { buildArtefact, type Artefact } from './build-artefact.ts';
export { bundle, type BundledFile, type BundleOptions } from './bundle.ts';
export type { CompiledProject } from '../compiled-project.ts';
export { cognitoRecipe } from './cognito.ts';
export { hostModule, type HostParts } from './host-module.ts';
export type { OutputFile, Recipe } from './recipe.ts';
