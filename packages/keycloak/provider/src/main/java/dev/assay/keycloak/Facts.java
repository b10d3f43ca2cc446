// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.IDToken;

/** Builds the ask: the facts of one issuance, with what the policy needs and no more. */
public final class Facts {

    private Facts() {}

    /** The start of every ask; {@code moment} is request, response or preview. */
    public static Facts of(KeycloakSession session, String moment, String event, String grantType, Needs needs, RealmSettings realm) {
        return new Facts();
    }

    public Facts client(ClientModel client) {
        return this;
    }

    /** Nothing where there is no user. */
    public Facts user(UserModel user, ClientModel client) {
        return this;
    }

    /** Either may be null. */
    public Facts session(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        return this;
    }

    /** Replaces the authentication context read from the session (of a login that is under way). */
    public Facts acr(String acr, List<String> amr) {
        return this;
    }

    public Facts requested(String scope, Collection<String> audience, Collection<String> resource) {
        return this;
    }

    public Facts scopes(Collection<String> scopes) {
        return this;
    }

    /** Claims of a token under its name in the ask: access_token, id_token, subject_token, actor_token. */
    public Facts token(String name, IDToken token) {
        return this;
    }

    public Facts assertion(Map<String, List<String>> attributes, Collection<String> audience, Long lifetimeSeconds) {
        return this;
    }

    public Facts cannot(Collection<String> what) {
        return this;
    }

    public ObjectNode ask() {
        return null;
    }
}
