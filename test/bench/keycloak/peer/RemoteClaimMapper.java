// SPDX-License-Identifier: Apache-2.0
package dev.assay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;

/** What teams write who want a claim from elsewhere: a mapper that posts who asks, and puts what is answered into the access token. A peer to measure beside; never shipped. */
public final class RemoteClaimMapper extends AbstractOIDCProtocolMapper implements OIDCAccessTokenMapper {

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel model,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        HttpPost post = new HttpPost(model.getConfig().get("url"));
        String client = context.getClientSession().getClient().getClientId();
        post.setEntity(new StringEntity(
                "{\"user\":\"" + userSession.getUser().getId() + "\",\"client\":\"" + client + "\"}",
                ContentType.APPLICATION_JSON));
        try (CloseableHttpResponse response =
                session.getProvider(HttpClientProvider.class).getHttpClient().execute(post)) {
            token.getOtherClaims().put("remote", EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8));
            return token;
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    @Override
    public String getId() {
        return "bench-remote-claim";
    }

    @Override
    public String getDisplayType() {
        return "Remote claim";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "A claim from an HTTP endpoint.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
