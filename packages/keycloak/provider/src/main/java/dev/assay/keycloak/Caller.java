// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import org.keycloak.models.KeycloakContext;

/** Where the request comes from, and its parameters that the policy reads. */
final class Caller {

    private static final int LONGEST_ADDRESS = 100;
    private static final int LONGEST_PARAMETER = 4000;
    private static final Set<String> PLAIN = Set.of("grant_type", "requested_token_type", "subject_token_type", "actor_token_type");

    private Caller() {}

    static void describe(KeycloakContext context, Set<String> parameters, ObjectNode ask, int longestAgent) {
        if (context.getConnection() != null && context.getConnection().getRemoteAddr() != null) {
            String address = context.getConnection().getRemoteAddr();
            ask.put("remote_address", address.substring(0, Math.min(address.length(), LONGEST_ADDRESS)));
        }
        HttpHeaders headers = context.getRequestHeaders();
        String agent = headers == null ? null : headers.getHeaderString(HttpHeaders.USER_AGENT);
        if (agent != null) {
            ask.put("user_agent", agent.substring(0, Math.min(agent.length(), longestAgent)));
        }
        if (parameters.isEmpty() || context.getHttpRequest() == null) {
            return;
        }
        ObjectNode sent = ask.putObject("parameters");
        add(context.getUri() == null ? null : context.getUri().getQueryParameters(), parameters, sent);
        add(context.getHttpRequest().getDecodedFormParameters(), parameters, sent);
    }

    private static void add(MultivaluedMap<String, String> from, Set<String> parameters, ObjectNode to) {
        if (from == null) {
            return;
        }
        from.forEach((name, values) -> {
            boolean wanted = Needs.holds(parameters, name) && (PLAIN.contains(name) || !Secrets.named(name));
            if (wanted && values != null && values.size() == 1 && values.get(0).length() <= LONGEST_PARAMETER) {
                to.put(name, values.get(0));
            }
        });
    }
}
