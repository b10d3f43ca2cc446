// SPDX-License-Identifier: Apache-2.0

/** A JSON or YAML value of an export, still to be read. */
export interface ExportedDocument {
  /** As messages name it. */
  readonly file: string;
  /** Where in the file the value is: a JSON pointer. */
  readonly path: string;
  readonly value: unknown;
}

/** What the Deploy CLI exported; a part is absent where the export does not have it. */
export interface TenantExport {
  /** With the text of the file `code` names, or undefined where it could not be read. */
  readonly actions?: readonly (ExportedDocument & { readonly code: string | undefined })[];
  readonly triggers?: ExportedDocument;
  readonly clients?: readonly ExportedDocument[];
  readonly profiles?: readonly ExportedDocument[];
}

/** Where something was read: a file, and a JSON pointer into it. */
export interface Place {
  readonly file: string;
  readonly path: string;
}

export interface ActionFacts extends Place {
  readonly name: string;
  readonly code: string | undefined;
  readonly trigger: { readonly id: string; readonly version?: string } | undefined;
  readonly runtime?: string;
  /** Whether all of it is deployed; false where there is a draft. */
  readonly isDeployed: boolean;
  readonly status?: string;
  /** Names only: values are not read. */
  readonly secrets: readonly string[];
  /** What the first line of code of ours says. */
  readonly mark?: Mark;
}

/** What `assay build` writes at the top of code: what for, and with which policy. */
export interface Mark {
  readonly target?: string;
  readonly digest: string;
}

export interface ClientFacts extends Place {
  readonly name: string;
  readonly id?: string;
  /** Absent where the export does not tell. */
  readonly grantTypes?: readonly string[];
  /** Kinds of token exchange it may use. */
  readonly exchanges: readonly string[];
  readonly addons: readonly string[];
}

export interface ProfileFacts extends Place {
  readonly name: string;
  readonly subjectTokenType: string;
  /** The name of the Action, or its id. */
  readonly action: string;
}

/** What an export tells; no secret of it is here. */
export interface TenantFacts {
  readonly actions: readonly ActionFacts[];
  /** Names of Actions in the order they run, by trigger; absent where bindings were not exported. */
  readonly bindings?: Place & { readonly byTrigger: ReadonlyMap<string, readonly string[]> };
  /** Absent where none were exported. */
  readonly clients?: readonly ClientFacts[];
  readonly profiles?: readonly ProfileFacts[];
}
