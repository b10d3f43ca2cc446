// SPDX-License-Identifier: Apache-2.0
import type { ActionReport } from '@assay/auth0/testing';
import { own } from '@assay/core/model';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';
import { columns } from './columns.ts';

/** What a built Action did: the outcome, the calls of its `api` in their order, what the tokens come to, and what it printed. */
export function actionText(report: ActionReport, digest: string, paint: Paint): string {
  const { calls, token, console: printed } = report;
  const rows = calls.map(({ call, args, threw, failed }) => [
    `api.${call}(${args.map((arg) => JSON.stringify(arg, hideToken)).join(', ')})`,
    threw === undefined ? (failed ?? '') : `threw: ${threw}`,
  ]);
  const issued = token && [
    ['access token', token.accessToken.scopes.join(' '), JSON.stringify(token.accessToken.customClaims)],
    ...(token.idToken.isIssued ? [['ID token', '', JSON.stringify(token.idToken.customClaims)]] : []),
    ...(token.refreshToken.isIssued ? [['refresh token', '', JSON.stringify(token.refreshToken.metadata)]] : []),
    ...(token.samlResponse ? [['assertion', '', JSON.stringify(token.samlResponse.attributes)]] : []),
  ];
  const why = reasonIn(printed.full);
  const parts = [
    `${paint.bold(headline(report, paint))}  ${report.trigger}, policy ${digest}`,
    section('calls', rows.length === 0 ? [['none: the token is issued as it is']] : rows, paint),
    ...(issued
      ? [section(report.outcome === 'suspended' ? 'what would be issued then' : 'what is issued', issued, paint)]
      : []),
    ...(report.dropped.length > 0
      ? [
          section(
            'dropped by the platform',
            report.dropped.map((dropped) => [JSON.stringify(dropped)]),
            paint,
          ),
        ]
      : []),
    ...(why === undefined ? [] : [`${paint.bold('because')}\n  ${printable(why)}`]),
    `${paint.bold('persisted log')}\n  ${printable(printed.persisted.split('\n')[0] ?? '')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A token for a page to sign is long, and nobody's to copy. */
const hideToken = (name: string, value: unknown): unknown => (name === 'session_token' ? '[session token]' : value);

const section = (title: string, rows: readonly (readonly string[])[], paint: Paint): string =>
  `${paint.bold(title)}\n${columns(rows)}`;

/** The reason of a denial, as the record on the console has it. */
function reasonIn(printed: string): string | undefined {
  for (const line of printed.split('\n').filter((each) => each.startsWith('{'))) {
    try {
      const reason = own(JSON.parse(line) as unknown, 'reason');
      const admin = own(reason, 'admin');
      if (typeof admin === 'string') return admin;
    } catch {
      // cut where the console's buffer ends
    }
  }
  return undefined;
}

function headline({ outcome, error, errorDescription, redirect, challenge }: ActionReport, paint: Paint): string {
  const mark = outcome === 'permit' ? paint.green : outcome === 'suspended' ? paint.yellow : paint.red;
  const why = [
    ...(error === undefined || errorDescription?.startsWith(error) === true ? [] : [error]),
    ...(errorDescription === undefined ? [] : [printable(errorDescription)]),
    ...(redirect === undefined ? [] : [`the user is sent to ${printable(redirect.url.split('?')[0] ?? '')}`]),
    ...(challenge === undefined ? [] : ['the user is asked for another factor']),
  ];
  return [mark(outcome), ...why].join('  ');
}
