// SPDX-License-Identifier: Apache-2.0

/** The name of the project file. */
export const PROJECT_FILE = 'assay.yaml';
