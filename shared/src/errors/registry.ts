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
  ERR_RECORD_INVALID: 'a decision record does not have the shape of one',
  ERR_RECORD_CONFLICT: 'a decision record has the id of another one with other contents',
  ERR_STORE_OPEN: 'a store of the log could not be opened',
  ERR_STORE_VERSION: 'a store of the log was written by a newer version',
  ERR_STORE_LOCKED: 'a store of the log is locked by another process',
  ERR_STORE_FULL: 'a store of the log has no room left',
  ERR_STORE_READ: 'a store of the log could not be read',
  ERR_LOG_CURSOR: 'the page of the log that is asked for does not exist',
  ERR_LOG_CORRUPT: 'a store of the log holds what no writer of it writes',
  ERR_LOG_QUEUE: 'records came faster than they could be written, and the queue is full',
  ERR_LOG_CLOCK: 'the clock of a writer of the log went back',
  ERR_LOG_KEY: 'a key or a secret of the log is missing, or not of its form',
  ERR_LOG_PROOF: 'a proof of the log does not hold',
  ERR_LOG_NOT_FOUND: 'the log does not hold what is asked for',
  ERR_COLLECTOR: 'the collector could not be reached, or refused',
  ERR_BRIDGE_PEPS: 'the enforcement points that may ask the bridge are not configured as they should be',
  ERR_BRIDGE_EXPOSED: 'the bridge would be reached by others without TLS',
  ERR_BRIDGE_PEP: 'whoever asks the bridge is not known, or not allowed to',
  ERR_BRIDGE_REQUEST: 'the bridge does not answer a request like this',
  ERR_BRIDGE_RATE: 'an enforcement point asks the bridge more often than it may',
  ERR_BRIDGE_BUSY: 'the bridge is asked more than it can decide in time',
  ERR_EXPORT: 'records could not be handed on',
  ERR_REPLAY: 'records could not be decided again',
  ERR_FILE_READ: 'a file could not be read',
  ERR_FILE_EXISTS: 'a file is in the way',
  ERR_FILE_WRITE: 'a file could not be written',
  ERR_ARTEFACT_SIZE: 'the platform would not take an artefact of this size',
  ERR_ARTEFACT_INVALID: 'the platform would not take this artefact',
  ERR_USAGE: 'the command line is not understood',
  ERR_INTERNAL: 'something that should not happen did',
} as const;

export type ErrorCode = keyof typeof ERRORS;
