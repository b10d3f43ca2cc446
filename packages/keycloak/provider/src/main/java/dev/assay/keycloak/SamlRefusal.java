// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import org.jboss.logging.Logger;
import org.keycloak.models.KeyManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.JaxrsSAML2BindingBuilder;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.saml.SAML2ErrorResponseBuilder;
import org.keycloak.saml.common.constants.GeneralConstants;
import org.keycloak.saml.common.constants.JBossSAMLURIConstants;
import org.keycloak.saml.common.exceptions.ConfigurationException;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.w3c.dom.Document;

/**
 * The answer to a service whose login is refused: a response with the status RequestDenied, why, and no assertion (SAML
 * core 3.2.2). Keycloak's own has no message, and on 26.5 does not say which request it answers.
 */
final class SamlRefusal {

    private static final Logger LOG = Logger.getLogger(SamlRefusal.class);

    private SamlRefusal() {}

    /** The response; null where nobody asked (a login that the identity provider starts) or none can be made. */
    static Response of(KeycloakSession session, AuthenticationSessionModel login, String why) {
        String request = login.getClientNote(SamlProtocol.SAML_REQUEST_ID);
        String destination = login.getRedirectUri();
        if (request == null || destination == null || "true".equals(login.getClientNote(SamlProtocol.SAML_IDP_INITIATED_LOGIN))) return null;
        SamlClient client = new SamlClient(login.getClient());
        try {
            Document document = new SAML2ErrorResponseBuilder()
                    .destination(destination)
                    .issuer(issuer(session))
                    .status(JBossSAMLURIConstants.STATUS_REQUEST_DENIED.get())
                    .statusMessage(why)
                    .buildDocument();
            document.getDocumentElement().setAttribute("InResponseTo", request);
            JaxrsSAML2BindingBuilder binding = new JaxrsSAML2BindingBuilder(session);
            binding.relayState(login.getClientNote(GeneralConstants.RELAY_STATE));
            if (client.requiresRealmSignature()) sign(session, client, binding);
            return isPost(login, client)
                    ? binding.postBinding(document).response(destination)
                    : binding.redirectBinding(document).response(destination);
        } catch (ProcessingException | ConfigurationException | IOException e) {
            LOG.errorf(e, "a refusal for client %s could not be written", login.getClient().getClientId());
            return null;
        }
    }

    private static void sign(KeycloakSession session, SamlClient client, JaxrsSAML2BindingBuilder binding) {
        KeyManager.ActiveRsaKey key = session.keys().getActiveRsaKey(session.getContext().getRealm());
        if (client.getCanonicalizationMethod() != null) binding.canonicalizationMethod(client.getCanonicalizationMethod());
        String name = client.getXmlSigKeyInfoKeyNameTransformer().getKeyName(key.getKid(), key.getCertificate());
        binding.signatureAlgorithm(client.getSignatureAlgorithm())
                .signWith(name, key.getPrivateKey(), key.getPublicKey(), key.getCertificate())
                .signDocument();
    }

    private static boolean isPost(AuthenticationSessionModel login, SamlClient client) {
        return client.forcePostBinding() || SamlProtocol.SAML_POST_BINDING.equals(login.getClientNote(SamlProtocol.SAML_BINDING));
    }

    private static String issuer(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        URI base = session.getContext().getUri().getBaseUri();
        return Urls.realmIssuer(base, realm.getName());
    }
}
