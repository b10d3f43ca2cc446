// SPDX-License-Identifier: Apache-2.0

/** One output of the AWS command line, still to be read. */
export interface AwsOutput {
  /** As messages name it. */
  readonly file: string;
  readonly value: unknown;
}

/** Where something was read: a file, and a JSON pointer into it. */
export interface Place {
  readonly file: string;
  readonly path: string;
}

/** The trigger as the pool is configured; `version` is what it says, which may be none we know. */
export interface TriggerFacts extends Place {
  readonly arn: string;
  readonly version: string;
}

export interface ClientFacts extends Place {
  readonly id: string;
  /** The user pool it is said to be of. */
  readonly pool?: string;
  readonly name?: string;
  /** Absent where only a list named the client. */
  readonly flows?: {
    /** `AllowedOAuthFlows`, where the client may use them at all. */
    readonly oauth: readonly string[];
    /** `ExplicitAuthFlows`. */
    readonly signIn: readonly string[];
    readonly rotatesRefreshTokens: boolean;
  };
  readonly scopes?: readonly string[];
  /** In seconds. */
  readonly lifetimes: { readonly access_token?: number; readonly id_token?: number; readonly refresh_token?: number };
}

export interface FunctionFacts extends Place {
  readonly arn: string;
  /** Of the zip: SHA-256, Base64. */
  readonly codeSha256?: string;
  readonly runtime?: string;
  readonly handler?: string;
  readonly timeoutSeconds?: number;
  readonly state?: string;
  readonly lastUpdate?: string;
  /** A number, or `$LATEST`. */
  readonly version?: string;
  /** Names only: values are not read. Absent where the output does not tell them. */
  readonly variables?: readonly string[];
  /** Of the policy, by a tag or the description. */
  readonly digest?: string;
}

/** What the outputs tell of one user pool; no secret of them is here. */
export interface UserPoolFacts extends Place {
  readonly id: string;
  readonly tier?: string;
  readonly trigger?: TriggerFacts;
  /** Whether all clients were listed. */
  readonly isListed: boolean;
  readonly clients: readonly ClientFacts[];
  readonly functions: readonly FunctionFacts[];
}
