// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.mappers.AbstractSAMLProtocolMapper;
import org.keycloak.protocol.saml.mappers.SAMLLoginResponseMapper;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The last mapper of a SAML client: the assertion is built, roles and all, and not signed. It asks the bridge, or takes
 * the decision {@link GateAuthenticator} made for this login, and carries it out.
 */
public final class SamlMapper extends AbstractSAMLProtocolMapper implements SAMLLoginResponseMapper {

    public static final String ID = "assay-saml";

    private static final Logger LOG = Logger.getLogger(SamlMapper.class);

    @Override
    public ResponseType transformLoginResponse(
            ResponseType response,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        try {
            AssertionType assertion = only(response);
            Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
            AssertionOrder order = KeptOrder.take(
                    session.getContext().getAuthenticationSession(), client.getClientId(), userSession.getUser().getId());
            if (order == null) order = SamlAsk.built(session, userSession, context.getClientSession(), assertion, now);
            AssertionType issued = AssertionEdit.apply(assertion, order, now);
            if (issued != assertion) response.replaceAssertion(assertion.getID(), new RTChoiceType(issued));
            return response;
        } catch (SamlAsk.Denied denied) {
            throw refused(session, userSession, context.getClientSession(), denied.getMessage());
        } catch (BridgeFailure failure) {
            if (SamlAsk.observed(session, client, failure)) return response;
            LOG.errorf("the assertion for client %s could not be decided: %s", client.getClientId(), failure.getMessage());
            throw refused(session, userSession, context.getClientSession(), "the assertion could not be decided");
        }
    }

    private static AssertionType only(ResponseType response) throws BrokenAnswer {
        List<RTChoiceType> assertions = response.getAssertions();
        if (assertions.size() != 1 || assertions.get(0).getAssertion() == null) {
            throw new BrokenAnswer("the response has no assertion to decide about, or several");
        }
        return assertions.get(0).getAssertion();
    }

    /** A refused login leaves nothing behind: not the client's part of the session, and no session that has no other part. */
    private static AssertionRefused refused(
            KeycloakSession session, UserSessionModel userSession, AuthenticatedClientSessionModel clientSession, String why) {
        String id = clientSession.getClient().getId();
        boolean hasOthers = userSession.getAuthenticatedClientSessions().keySet().stream().anyMatch(other -> !other.equals(id));
        clientSession.detachFromUserSession();
        if (!hasOthers) session.sessions().removeUserSession(session.getContext().getRealm(), userSession);
        return new AssertionRefused(why);
    }

    /** Mappers run in ascending order. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Assay: what the policy says";
    }

    @Override
    public String getDisplayCategory() {
        return "Assay";
    }

    @Override
    public String getHelpText() {
        return "Asks the Assay bridge before an assertion is signed: sets and removes attributes, shortens its life, or refuses it.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return new ArrayList<>();
    }
}
