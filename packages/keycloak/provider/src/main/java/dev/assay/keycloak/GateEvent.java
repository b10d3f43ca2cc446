// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something the bridge is told.
 *
 * @param time milliseconds since 1970
 * @param kind gate_removed, gate_weakened, gate_changed, gate_restored, client_deleted or logout
 * @param path of the admin API's resource, or null
 */
record GateEvent(String realm, long time, String kind, String what, By by, String path, String detail) {

    /** Who did it, as far as Keycloak says; each may be null. */
    record By(String user, String client, String ip) {
        static final By NOBODY = new By(null, null, null);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", time).put("kind", kind).put("what", what);
        ObjectNode who = json.putObject("by");
        put(who, "user", by.user());
        put(who, "client", by.client());
        put(who, "ip", by.ip());
        put(json, "path", path);
        put(json, "detail", detail);
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        // a name of the realm's, such as a client's, may be as long as the realm likes
        if (value != null && !value.isEmpty()) json.put(name, value.length() > 2000 ? value.substring(0, 2000) : value);
    }
}
