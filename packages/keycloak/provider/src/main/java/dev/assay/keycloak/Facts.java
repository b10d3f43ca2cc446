// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.common.Version;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.util.JsonSerialization;

/** Builds the ask: the facts of one issuance, with what the policy needs and no more. */
public final class Facts {

    private static final int LONGEST_AGENT = 2000;
    private static final int LONGEST_SCOPE = 20_000;

    private final ObjectNode ask = JsonNodeFactory.instance.objectNode();
    private final Needs needs;
    private final RealmSettings settings;

    private Facts(Needs needs, RealmSettings settings) {
        this.needs = needs;
        this.settings = settings;
    }

    /** The start of every ask; {@code moment} is request, response or preview. */
    public static Facts of(
            KeycloakSession session, String moment, String event, String grantType, Needs needs, RealmSettings settings) {
        KeycloakContext context = session.getContext();
        String issuer = Urls.realmIssuer(context.getUri().getBaseUri(), context.getRealm().getName());
        return of(context, issuer, moment, event, grantType, needs, settings);
    }

    static Facts of(
            KeycloakContext context, String issuer, String moment, String event, String grantType, Needs needs, RealmSettings settings) {
        Facts facts = new Facts(needs, settings);
        facts.ask.put("version", 1).put("needs", needs.digest()).put("moment", moment).put("event", event);
        facts.ask.put("grant_type", grantType).put("realm", context.getRealm().getName()).put("issuer", issuer);
        if (Version.VERSION != null) {
            facts.ask.put("server", Version.VERSION);
        }
        facts.ask.putArray("scopes");
        Caller.describe(context, needs.parameters(), facts.ask, LONGEST_AGENT);
        return facts;
    }

    public Facts client(ClientModel client) {
        ObjectNode facts = ask.putObject("client").put("id", client.getClientId());
        if (client.getName() != null && client.getName().length() <= 255) {
            facts.put("name", client.getName());
        }
        facts.put("public", client.isPublicClient());
        facts.put("dynamic", client.getRegistrationToken() != null);
        facts.put("consent_required", client.isConsentRequired());
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        if (!needs.clientAttributes().isEmpty()) {
            client.getAttributes().forEach((name, value) -> {
                if (value != null && Needs.holds(needs.clientAttributes(), name) && !Secrets.named(name)) {
                    attributes.put(name, value);
                }
            });
        }
        facts.set("attributes", attributes);
        if (needs.clientScopes()) {
            facts.set("default_scopes", texts(client.getClientScopes(true).keySet()));
            facts.set("optional_scopes", texts(client.getClientScopes(false).keySet()));
        }
        return this;
    }

    /** Nothing where there is no user. */
    public Facts user(UserModel user, ClientModel client) {
        if (user == null) {
            return this;
        }
        ObjectNode facts = ask.putObject("user").put("id", user.getId());
        facts.put("service_account", client != null && client.getId().equals(user.getServiceAccountClientLink()));
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        if (!needs.userAttributes().isEmpty()) {
            user.getAttributes().forEach((name, values) -> {
                if (values != null && Needs.holds(needs.userAttributes(), name) && settings.maySend(name)) {
                    attributes.set(name, texts(values));
                }
            });
        }
        facts.set("attributes", attributes);
        Set<String> groups = new TreeSet<>();
        user.getGroupsStream().forEach(group -> groups.add(KeycloakModelUtils.buildGroupPath(group)));
        facts.set("groups", texts(groups));
        return this;
    }

    /** Either may be null. */
    public Facts session(UserSessionModel userSession, AuthenticatedClientSessionModel clientSession) {
        if (userSession == null) {
            return this;
        }
        ObjectNode facts = ask.withObject("session").put("id", userSession.getId()).put("offline", userSession.isOffline());
        ObjectNode notes = JsonNodeFactory.instance.objectNode();
        if (!needs.sessionNotes().isEmpty() && userSession.getNotes() != null) {
            userSession.getNotes().forEach((name, value) -> {
                if (value != null && Needs.holds(needs.sessionNotes(), name) && !Secrets.named(name)) {
                    notes.put(name, value);
                }
            });
        }
        facts.set("notes", notes);
        String authenticated = userSession.getNote(AuthenticationManager.AUTH_TIME);
        if (authenticated != null && authenticated.matches("\\d{1,12}")) {
            facts.put("auth_time", Long.parseLong(authenticated));
        }
        String identityProvider = userSession.getNote("identity_provider");
        if (identityProvider != null) {
            facts.put("identity_provider", identityProvider);
        }
        if (clientSession != null) {
            acr(AuthenticationContext.acr(clientSession), AuthenticationContext.amr(clientSession));
        }
        return this;
    }

    /** Replaces the authentication context read from the session (of a login that is under way). */
    public Facts acr(String acr, List<String> amr) {
        ObjectNode facts = ask.withObject("session");
        if (acr != null) {
            facts.put("acr", acr);
        }
        facts.set("amr", texts(amr == null ? List.of() : amr));
        return this;
    }

    /** What the client asked for; each may be null. */
    public Facts requested(String scope, Collection<String> audience, Collection<String> resource) {
        ObjectNode facts = ask.putObject("requested");
        if (scope != null && scope.length() <= LONGEST_SCOPE) {
            facts.put("scope", scope);
        }
        if (audience != null) {
            facts.set("audience", texts(audience));
        }
        if (resource != null) {
            facts.set("resource", texts(resource));
        }
        return this;
    }

    /** The scopes that would be issued: those a token shows, and openid. */
    public Facts scopes(Collection<String> scopes) {
        ask.set("scopes", texts(scopes));
        return this;
    }

    /** Claims of a token under its name in the ask: access_token, id_token, subject_token, actor_token; nothing for null. */
    public Facts token(String name, JsonWebToken token) {
        if (token != null) {
            ask.set(name, JsonSerialization.mapper.valueToTree(token));
        }
        return this;
    }

    /** The kind of the refresh token, when it was made and when it ends; never the rest of it. Nothing without a kind. */
    public Facts refreshToken(String kind, Long issued, Long ends) {
        if (kind != null) {
            ObjectNode facts = ask.putObject("refresh_token").put("typ", kind);
            if (issued != null) {
                facts.put("iat", issued);
            }
            if (ends != null && ends > 0) {
                facts.put("exp", ends);
            }
        }
        return this;
    }

    public Facts assertion(Map<String, List<String>> attributes, Collection<String> audience, Long lifetimeSeconds) {
        ObjectNode facts = ask.putObject("assertion");
        ObjectNode named = facts.putObject("attributes");
        attributes.forEach((name, values) -> named.set(name, texts(values)));
        facts.set("audience", texts(audience));
        if (lifetimeSeconds != null) {
            facts.put("lifetime_s", lifetimeSeconds);
        }
        return this;
    }

    /** What this version of Keycloak does not let the provider change for this grant. */
    public Facts cannot(Collection<String> what) {
        if (!what.isEmpty()) {
            ask.set("cannot", texts(what));
        }
        return this;
    }

    public Facts lightweight(boolean lightweight) {
        if (lightweight) {
            ask.put("lightweight", true);
        }
        return this;
    }

    public ObjectNode ask() {
        return ask;
    }

    private static ArrayNode texts(Collection<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> {
            if (value != null) {
                list.add(value);
            }
        });
        return list;
    }
}
