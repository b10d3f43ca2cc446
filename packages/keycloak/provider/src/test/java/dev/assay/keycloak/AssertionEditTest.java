// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.saml.SAML2LoginResponseBuilder;

class AssertionEditTest {

    private final Instant now = Instant.now();

    @Test
    @DisplayName("tells attributes with several values, the audience and what is left of the life")
    void reads() throws Exception {
        AssertionType assertion = built(Map.of("dept", List.of("sales", "ops")));

        assertEquals(Map.of("dept", List.of("sales", "ops")), AssertionEdit.attributes(assertion));
        assertEquals(List.of("sp"), AssertionEdit.audience(assertion));
        long lifetime = AssertionEdit.lifetime(assertion, now);
        // Keycloak reckons from two seconds ago, for clocks that differ
        assertTrue(lifetime >= 55 && lifetime <= 60, "about a minute: " + lifetime);
    }

    @Test
    @DisplayName("an attribute that is set takes the place of one of its name")
    void sets() throws Exception {
        AssertionType issued = apply(
                built(Map.of("dept", List.of("sales"))),
                new AssertionOrder("r", null, Map.of("dept", List.of("ops"), "tier", List.of("a", "b")), Set.of(), null));

        assertEquals(Map.of("dept", List.of("ops"), "tier", List.of("a", "b")), AssertionEdit.attributes(issued));
    }

    @Test
    @DisplayName("an attribute is set where the assertion had none")
    void setsTheFirst() throws Exception {
        AssertionType issued = apply(built(Map.of()), new AssertionOrder("r", null, Map.of("tier", List.of("a")), Set.of(), null));

        assertEquals(Map.of("tier", List.of("a")), AssertionEdit.attributes(issued));
    }

    @Test
    @DisplayName("a statement whose last attribute is removed goes as well, and nothing else does")
    void removesTheLast() throws Exception {
        AssertionType built = built(Map.of("dept", List.of("sales")));

        AssertionType issued = apply(built, new AssertionOrder("r", null, Map.of(), Set.of("dept", "absent"), null));

        assertEquals(List.of(), List.copyOf(issued.getAttributeStatements()));
        assertEquals(1, issued.getStatements().size());
        assertEquals(List.of("sp"), AssertionEdit.audience(issued));
        assertEquals(
                List.of(built.getID(), built.getIssuer(), built.getSubject(), built.getIssueInstant()),
                List.of(issued.getID(), issued.getIssuer(), issued.getSubject(), issued.getIssueInstant()));
    }

    @Test
    @DisplayName("a life is shortened wherever the assertion tells its end")
    void shortens() throws Exception {
        AssertionType issued = apply(built(Map.of()), new AssertionOrder("r", null, Map.of(), Set.of(), 20L));

        Instant end = Instant.ofEpochMilli(now.plusSeconds(20).toEpochMilli());
        assertEquals(List.of(end, end, end), ends(issued));
    }

    @Test
    @DisplayName("a life is never prolonged")
    void doesNotProlong() throws Exception {
        AssertionType assertion = built(Map.of());
        List<Instant> before = ends(assertion);

        AssertionType issued = apply(assertion, new AssertionOrder("r", null, Map.of(), Set.of(), 999_999L));

        assertEquals(before, ends(issued));
    }

    @Test
    @DisplayName("an assertion that would have no audience is not issued, for it would be for everyone")
    void keepsAnAudience() {
        AssertionOrder order = new AssertionOrder("r", List.of("other"), Map.of(), Set.of(), null);

        assertThrows(BrokenAnswer.class, () -> apply(built(Map.of()), order));
    }

    @Test
    @DisplayName("nothing changes where nothing was decided")
    void leaves() throws Exception {
        AssertionType assertion = built(Map.of("dept", List.of("sales")));
        List<Instant> before = ends(assertion);

        AssertionType issued = apply(assertion, AssertionOrder.UNCHANGED);

        assertEquals(assertion, issued);
        assertEquals(Map.of("dept", List.of("sales")), AssertionEdit.attributes(issued));
        assertEquals(before, ends(issued));
    }

    private AssertionType apply(AssertionType assertion, AssertionOrder order) throws BrokenAnswer {
        return AssertionEdit.apply(assertion, order, now);
    }

    /** The end of the conditions, of the subject's confirmation, and of the session at the service. */
    private static List<Instant> ends(AssertionType assertion) {
        AuthnStatementType statement = assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(AuthnStatementType.class::cast)
                .findFirst()
                .orElseThrow();
        return Stream.of(
                        assertion.getConditions().getNotOnOrAfter(),
                        assertion.getSubject().getConfirmation().get(0).getSubjectConfirmationData().getNotOnOrAfter(),
                        statement.getSessionNotOnOrAfter())
                .map(calendar -> calendar.toGregorianCalendar().toInstant())
                .toList();
    }

    /** As Keycloak builds it, before it is signed. */
    static AssertionType built(Map<String, List<String>> attributes) throws Exception {
        AssertionType assertion = new SAML2LoginResponseBuilder()
                .requestID("request")
                .destination("https://sp.example/acs")
                .issuer("https://idp.example/realms/acme")
                .requestIssuer("sp")
                .assertionExpiration(60)
                .subjectExpiration(300)
                .sessionExpiration(36_000)
                .nameIdentifier("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "alice")
                .authMethod("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified")
                .sessionIndex("session::client")
                .buildModel()
                .getAssertions()
                .get(0)
                .getAssertion();
        if (attributes.isEmpty()) return assertion;
        AttributeStatementType statement = new AttributeStatementType();
        attributes.forEach((name, values) -> {
            AttributeType attribute = new AttributeType(name);
            values.forEach(attribute::addAttributeValue);
            statement.addAttribute(new ASTChoiceType(attribute));
        });
        assertion.addStatement(statement);
        return assertion;
    }
}
