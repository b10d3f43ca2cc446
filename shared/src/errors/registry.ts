// SPDX-License-Identifier: Apache-2.0

/**
 * Every coded error of the project, with the sentence its documentation begins with.
 * A code is stable: it is renamed only in a major version.
 */
export const ERRORS = {
  ERR_EVENT_SYNTAX: 'the event is not JSON',
  ERR_EVENT_INVALID: 'the event does not have the shape its trigger documents',
  ERR_EVENT_LIMIT: 'the event is larger or deeper than an event may be',
  ERR_TABLE_SYNTAX: 'the decision table is not in the form the compiler writes',
  ERR_TABLE_VERSION: 'the decision table has a version this runtime does not read',
  ERR_TABLE_DIGEST: 'the decision table does not match its digest',
  ERR_TABLE_INVALID: 'the decision table refers to something it does not hold',
  ERR_PROJECT_NOT_FOUND: 'there is no assay.yaml here or above',
  ERR_PROJECT_INVALID: 'the project has mistakes',
  ERR_SOURCE_MISSING: 'the policy reads a source the host was not given',
  ERR_SOURCE_READ: 'a source could not be read',
  ERR_SINK_WRITE: 'a decision record could not be written',
  ERR_FILE_READ: 'a file could not be read',
  ERR_FILE_EXISTS: 'a file is in the way',
  ERR_FILE_WRITE: 'a file could not be written',
  ERR_ARTEFACT_SIZE: 'the platform would not take an artefact of this size',
  ERR_ARTEFACT_INVALID: 'the platform would not take this artefact',
  ERR_USAGE: 'the command line is not understood',
  ERR_INTERNAL: 'something that should not happen did',
} as const;

export type ErrorCode = keyof typeof ERRORS;
