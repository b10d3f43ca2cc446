// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.common.ClientConnection;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

class FactsTest {

    private static final ClientModel CLIENT = new Proxies()
            .on("getId", "uuid")
            .on("getClientId", "svc")
            .on("getAttributes", Map.of("tier", "gold", "client.secret.creation.time", "1"))
            .on("getClientScopes", arguments -> (Boolean) arguments[0] ? Map.of("basic", 1) : Map.of("orders", 1))
            .as(ClientModel.class);

    private static final UserModel USER = new Proxies()
            .on("getId", "u1")
            .on("getUsername", "alice")
            .on("getAttributes", Map.of("department", List.of("sales"), "phone", List.of("1")))
            .on("getGroupsStream", arguments -> Stream.of(new Proxies().on("getName", "staff").as(GroupModel.class)))
            .as(UserModel.class);

    private static final UserSessionModel SESSION = new Proxies()
            .on("getId", "s1")
            .on("getNotes", Map.of("ip", "x", "FEDERATED_ACCESS_TOKEN", "secret"))
            .on("getNote", arguments -> "AUTH_TIME".equals(arguments[0]) ? "1700000000" : null)
            .as(UserSessionModel.class);

    private static KeycloakContext context() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        Map.of("grant_type", "password", "password", "pw", "client_secret", "s", "resource", "https://api", "code", "c").forEach(form::add);
        return new Proxies()
                .on("getRealm", new Proxies().on("getName", "acme").as(RealmModel.class))
                .on("getConnection", new Proxies().on("getRemoteAddr", "192.0.2.1").as(ClientConnection.class))
                .on("getRequestHeaders", new Proxies().on("getHeaderString", "agent/1").as(HttpHeaders.class))
                .on("getHttpRequest", new Proxies().on("getDecodedFormParameters", form).as(HttpRequest.class))
                .as(KeycloakContext.class);
    }

    private static ObjectNode ask(Needs needs, RealmSettings settings) {
        ObjectNode ask = Facts.of(context(), "https://kc.example/realms/acme", "response", "TOKEN_RESPONSE", "authorization_code", needs, settings)
                .client(CLIENT)
                .user(USER, CLIENT)
                .session(SESSION, null)
                .scopes(List.of("openid"))
                .refreshToken("Refresh", 1L, 0L)
                .ask();
        ask.remove("server");
        return ask;
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void sendsThePlainFactsAndNothingAPolicyDoesNotRead() throws IOException {
        assertEquals(
                json("{'version':1,'needs':'','moment':'response','event':'TOKEN_RESPONSE','grant_type':'authorization_code','realm':'acme',"
                        + "'issuer':'https://kc.example/realms/acme','scopes':['openid'],'remote_address':'192.0.2.1','user_agent':'agent/1',"
                        + "'client':{'id':'svc','public':false,'dynamic':false,'consent_required':false,'attributes':{}},"
                        + "'user':{'id':'u1','service_account':false,'attributes':{},'groups':['/staff']},"
                        + "'session':{'id':'s1','offline':false,'notes':{},'auth_time':1700000000},"
                        + "'refresh_token':{'typ':'Refresh','iat':1}}"),
                json(ask(Needs.NONE, RealmSettings.NONE).toString()));
    }

    @Test
    void sendsWhatAPolicyReads() throws IOException {
        ObjectNode ask = ask(
                new Needs("d", Set.of("department"), Set.of("ip"), Set.of("tier"), Set.of("resource", "grant_type"), false, true), RealmSettings.NONE);
        assertEquals("d", ask.get("needs").asText());
        assertEquals(json("{'department':['sales']}"), ask.at("/user/attributes"));
        assertEquals(json("{'ip':'x'}"), ask.at("/session/notes"));
        assertEquals(json("{'tier':'gold'}"), ask.at("/client/attributes"));
        assertEquals(json("['basic']"), ask.at("/client/default_scopes"));
        assertEquals(json("{'resource':'https://api','grant_type':'password'}"), ask.get("parameters"));
    }

    @Test
    void sendsNoSecretWhateverAPolicyReads() throws IOException {
        Set<String> all = Set.of("*");
        ObjectNode ask = ask(new Needs("d", all, all, all, all, false, true), RealmSettings.NONE);
        assertEquals(json("{'ip':'x'}"), ask.at("/session/notes"));
        assertEquals(json("{'tier':'gold'}"), ask.at("/client/attributes"));
        assertEquals(json("['basic']"), ask.at("/client/default_scopes"));
        assertEquals(json("{'resource':'https://api','grant_type':'password'}"), ask.get("parameters"));
    }

    @Test
    void sendsNoMoreOfAUserThanTheRealmLets() throws IOException {
        ObjectNode ask = ask(new Needs("d", Set.of("*"), Set.of(), Set.of(), Set.of(), false, false), new RealmSettings(Set.of("phone"), Set.of()));
        assertEquals(json("{'phone':['1']}"), ask.at("/user/attributes"));
    }

    @Test
    void readsTheSettingsOfARealm() throws IOException {
        assertEquals(
                new RealmSettings(Set.of("department"), Set.of("legacy")),
                RealmSettings.read(json("{'user-attributes':['department'],'observe-clients':['legacy']}")));
        assertEquals(RealmSettings.NONE, RealmSettings.read(json("{'user-attributes':[]}")));
        assertFalse(new RealmSettings(Set.of("a"), Set.of()).maySend("b"));
    }
}
