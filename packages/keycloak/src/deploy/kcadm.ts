// SPDX-License-Identifier: Apache-2.0
import { NAMES } from '../realm/names.ts';
import { POLICY, profileOf, SCOPES, type DeployOptions } from './desired.ts';

/** A script that merges the gate into a realm with `kcadm.sh` and `jq`: what others put there stays. Pure. */
export function kcadmScript(options: DeployOptions & { readonly realm: string }): string {
  return `#!/usr/bin/env bash
# Puts Assay's gate into a realm, and keeps what is there. It needs jq, and a login of kcadm.sh:
#   kcadm.sh config credentials --server https://sso.example.com --realm master --user admin
# usage: bash kcadm.sh [REALM]      KCADM=/opt/keycloak/bin/kcadm.sh names the tool
set -euo pipefail

realm="\${1:-${options.realm}}"
kcadm="\${KCADM:-kcadm.sh}"
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"

# The client profile, its executor last. The server refuses it while the provider is not installed.
"$kcadm" get client-policies/profiles -r "$realm" |
  jq --argjson ours ${quoted(profileOf(options))} '
    .profiles as $all
    | ($all | map(select(.name == $ours.name)) | first // $ours) as $found
    | ($found | .executors |= (map(select(.executor != "${NAMES.executor}")) + $ours.executors)) as $wanted
    | {profiles: (($all | map(select(.name != $ours.name))) + [$wanted])}' |
  "$kcadm" update client-policies/profiles -r "$realm" -f -

# The client policy, after all others.
"$kcadm" get client-policies/policies -r "$realm" |
  jq --argjson ours ${quoted(POLICY)} '
    .policies as $all
    | ($all | map(select(.name == $ours.name)) | first // $ours) as $found
    | ($found + {enabled: true, conditions: $ours.conditions,
        profiles: (($found.profiles // []) - $ours.profiles + $ours.profiles)}) as $wanted
    | {policies: (($all | map(select(.name != $ours.name))) + [$wanted])}' |
  "$kcadm" update client-policies/policies -r "$realm" -f -

# Client scopes that carry the mappers: defaults of the realm, and of every client of their protocol.
for scope in ${SCOPES.map(({ name }) => name).join(' ')}; do
  protocol="$(jq -r --arg name "$scope" '.[] | select(.name == $name) | .protocol' "$here/client-scopes.json")"
  id="$("$kcadm" get client-scopes -r "$realm" | jq -r --arg name "$scope" '.[] | select(.name == $name) | .id')"
  if [ -z "$id" ]; then
    id="$(jq --arg name "$scope" '.[] | select(.name == $name)' "$here/client-scopes.json" |
      "$kcadm" create client-scopes -r "$realm" -f - -i)"
  fi
  if ! "$kcadm" get default-default-client-scopes -r "$realm" | jq -e --arg id "$id" 'any(.id == $id)' >/dev/null; then
    echo '{}' | "$kcadm" update "realms/$realm/default-default-client-scopes/$id" -f -
  fi
  "$kcadm" get clients -r "$realm" --limit 100000 --fields id,protocol,bearerOnly,defaultClientScopes |
    jq -r --arg protocol "$protocol" --arg name "$scope" '.[]
      | select(.protocol == $protocol and .bearerOnly != true and (.defaultClientScopes | index($name) | not)) | .id' |
    while read -r client; do
      echo '{}' | "$kcadm" update "clients/$client/default-client-scopes/$id" -r "$realm" -f -
    done
done

# Admin events are kept. The event listener listens in every realm of a server that has the provider.
"$kcadm" get events/config -r "$realm" |
  jq '.adminEventsEnabled = true' |
  "$kcadm" update events/config -r "$realm" -f -
`;
}

/** JSON as one word of a shell: between single quotes, of which it has none. */
const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", String.raw`\u0027`)}'`;
