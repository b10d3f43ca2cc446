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

    /** As the bridge takes it: it refuses a text that is too long, and a client's name is as long as its realm likes. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", time).put("kind", kind).put("what", cut(what, 2000));
        ObjectNode who = json.putObject("by");
        put(who, "user", by.user(), 255);
        put(who, "client", by.client(), 255);
        put(who, "ip", by.ip(), 100);
        put(json, "path", path, 2000);
        put(json, "detail", detail, 2000);
        return json;
    }

    private static void put(ObjectNode json, String name, String value, int most) {
        if (value != null && !value.isEmpty()) json.put(name, cut(value, most));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
