// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, outOfBounds, own, type Bounds, type Fields, type Parsed } from '@assay/core/model';
import type { ActionFacts, ClientFacts, ExportedDocument, ProfileFacts, TenantExport, TenantFacts } from './facts.ts';
import { markOf } from './mark.ts';

/** A client holds certificates and pages; a tenant.yaml is read part by part. */
const BOUNDS: Bounds = { depth: 24, listLength: 10_000, members: 2_000, stringLength: 1_048_576, total: 4_194_304 };

/** Reads an export of the Deploy CLI. Paths of problems are a file and a pointer into it. Pure. */
export function parseExport({ actions, triggers, clients, profiles }: TenantExport): Parsed<TenantFacts> {
  const problems: Problem[] = [];
  const each = <D extends ExportedDocument, T>(
    documents: readonly D[],
    read: (f: Fields, document: D) => T,
  ): readonly T[] =>
    documents.flatMap((document) => {
      const found: Problem[] = outOfBounds(document.value, BOUNDS).map(({ path, message }) => ({
        path: document.path + path,
        message,
      }));
      const value = found.length === 0 ? [read(fieldsOf(document.value, document.path, found), document)] : [];
      problems.push(...found.map(({ path, message }) => ({ path: `${document.file}#${path}`, message })));
      return value;
    });
  const [bindings] = triggers ? each([triggers], bindingsOf) : [];
  const facts: TenantFacts = {
    actions: each(actions ?? [], actionOf),
    ...(bindings && { bindings }),
    ...(clients && { clients: each(clients, clientOf) }),
    ...(profiles && { profiles: each(profiles, profileOf) }),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: facts };
}

type ActionDocument = NonNullable<TenantExport['actions']>[number];

function actionOf(f: Fields, { file, path, value, code }: ActionDocument): ActionFacts {
  // an Action has one trigger (Management API: exactly one)
  const [trigger] = f.each('supported_triggers', (each) => {
    const version = each.textOr('version', undefined);
    return { id: each.text('id'), ...(version !== undefined && { version }) };
  });
  const runtime = f.textOr('runtime', undefined);
  const status = f.textOr('status', undefined);
  // a keyword stands for the whole list where an export keeps them
  const isListed = typeof own(value, 'secrets') !== 'string';
  const mark = code === undefined ? undefined : markOf(code);
  return {
    file,
    path,
    name: f.text('name'),
    code,
    trigger,
    ...(runtime !== undefined && { runtime }),
    isDeployed: own(value, 'deployed') === true,
    ...(status !== undefined && { status }),
    secrets: isListed ? f.each('secrets', (each) => each.text('name')) : [],
    ...(mark && { mark }),
  };
}

function bindingsOf(f: Fields, { file, path, value }: ExportedDocument): NonNullable<TenantFacts['bindings']> {
  const triggers = isObject(value) ? Object.keys(value) : [];
  const byTrigger = new Map(triggers.map((id) => [id, f.each(id, (each) => each.text('action_name'))]));
  return { file, path, byTrigger };
}

function clientOf(f: Fields, { file, path }: ExportedDocument): ClientFacts {
  const id = f.textOr('client_id', undefined);
  const grantTypes = f.textsOr('grant_types', undefined);
  const addons = f.objectOr('addons', {});
  return {
    file,
    path,
    name: f.text('name'),
    ...(id !== undefined && { id }),
    ...(grantTypes && { grantTypes }),
    exchanges: f.inner('token_exchange').textsOr('allow_any_profile_of_type', []),
    addons: Object.keys(addons).filter((name) => isObject(own(addons, name)) || own(addons, name) === true),
  };
}

function profileOf(f: Fields, { file, path }: ExportedDocument): ProfileFacts {
  return {
    file,
    path,
    name: f.text('name'),
    subjectTokenType: f.text('subject_token_type'),
    action: f.has('action') ? f.text('action') : f.text('action_id'),
  };
}
