// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * The last stop before tokens are signed, of Keycloak 26.6 and later: shapes the tokens of exchanges and JWT grants, which
 * have no response event before 26.8, and refuses tokens nobody decided about.
 */
final class IssuancePostProcessor implements TokenPostProcessor {

    private static final Logger LOG = Logger.getLogger(IssuancePostProcessor.class);
    private static final String SHAPED = "assay.shaped";

    private final KeycloakSession session;

    IssuancePostProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        AccessToken access = context.accessToken();
        if (access == null || context.clientSessionCtx() == null) {
            return;
        }
        ClientSessionContext issuance = context.clientSessionCtx();
        ClientModel client = issuance.getClientSession().getClient();
        Decided decided = Decided.of(session, client);
        if (decided == null) {
            refuseUndecided(client, issuance);
            return;
        }
        // It runs again where the response is built a second time; tokens are signed then.
        boolean first = session.getAttribute(SHAPED) != access;
        if (first && Grants.decidedEarly(decided.grantType()) && !Grants.REFRESH.equals(decided.grantType()) && !decided.unchanged()) {
            shape(context, decided);
        }
        session.setAttribute(SHAPED, access);
    }

    private void shape(TokenPostProcessorContext context, Decided decided) {
        try {
            new Shape(session, context.clientSessionCtx(), context.accessToken(), null, context.refreshToken()).apply(decided);
            UserClaims.note(context.clientSessionCtx(), decided.answer());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("assay: the tokens could not be shaped; they are refused", e);
            throw new TokenInterceptorException(Refusals.SERVER_ERROR, Refusals.UNDECIDED);
        }
    }

    private void refuseUndecided(ClientModel client, ClientSessionContext issuance) {
        if (Gate.guards(session)) {
            LOG.errorf(
                    "assay: a token of client %s in realm %s is refused: nobody decided about it (grant %s)",
                    client.getClientId(), client.getRealm().getName(), issuance.getAttribute(Constants.GRANT_TYPE, String.class));
            throw new TokenInterceptorException(Refusals.SERVER_ERROR, Refusals.UNDECIDED);
        }
    }

    @Override
    public void close() {}
}
