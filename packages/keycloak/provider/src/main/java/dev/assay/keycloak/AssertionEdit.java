// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;

/** Reads and changes an assertion that is built and not yet signed. */
final class AssertionEdit {

    /** Names without a meaning of their own (SAML core 8.2.3). */
    private static final String BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";

    private AssertionEdit() {}

    /** The attributes and their values, by name; what is no text is passed over. */
    static Map<String, List<String>> attributes(AssertionType assertion) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (AttributeStatementType statement : assertion.getAttributeStatements()) {
            for (ASTChoiceType choice : statement.getAttributes()) {
                AttributeType attribute = choice.getAttribute();
                if (attribute == null || attribute.getName() == null) continue;
                attribute.getAttributeValue().stream()
                        .filter(Objects::nonNull)
                        .filter(value -> value instanceof String || value instanceof Number || value instanceof Boolean)
                        .forEach(value -> attributes
                                .computeIfAbsent(attribute.getName(), name -> new ArrayList<>())
                                .add(value.toString()));
            }
        }
        return attributes;
    }

    static List<String> audience(AssertionType assertion) {
        return restrictions(assertion).stream()
                .flatMap(restriction -> restriction.getAudience().stream())
                .map(URI::toString)
                .distinct()
                .toList();
    }

    /** Seconds until the assertion may no longer be used; null where it has no end. */
    static Long lifetime(AssertionType assertion, Instant now) {
        ConditionsType conditions = assertion.getConditions();
        if (conditions == null || conditions.getNotOnOrAfter() == null) return null;
        return Math.max(0, instant(conditions.getNotOnOrAfter()).getEpochSecond() - now.getEpochSecond());
    }

    /** Carries out a decision: it only takes away, and sets attributes. What comes back takes the assertion's place. */
    static AssertionType apply(AssertionType assertion, AssertionOrder order, Instant now) throws BrokenAnswer {
        if (order.audience() != null) narrow(assertion, order.audience());
        if (order.lifetimeSeconds() != null) cap(assertion, now.plusSeconds(order.lifetimeSeconds()));
        order.remove().forEach(name -> drop(assertion, name));
        order.set().forEach((name, values) -> put(assertion, name, values));
        return withoutEmptyStatements(assertion);
    }

    private static void narrow(AssertionType assertion, List<String> audience) throws BrokenAnswer {
        for (AudienceRestrictionType restriction : restrictions(assertion)) {
            for (URI uri : List.copyOf(restriction.getAudience())) {
                if (!audience.contains(uri.toString())) restriction.removeAudience(uri);
            }
            // an assertion without the restriction would be for everyone
            if (restriction.getAudience().isEmpty()) throw new BrokenAnswer("the answer leaves the assertion no audience");
        }
    }

    private static void cap(AssertionType assertion, Instant end) {
        ConditionsType conditions = assertion.getConditions();
        if (conditions == null) {
            conditions = new ConditionsType();
            assertion.setConditions(conditions);
        }
        conditions.setNotOnOrAfter(earlier(conditions.getNotOnOrAfter(), end));
        if (assertion.getSubject() != null) {
            for (SubjectConfirmationType confirmation : assertion.getSubject().getConfirmation()) {
                var data = confirmation.getSubjectConfirmationData();
                if (data != null) data.setNotOnOrAfter(earlier(data.getNotOnOrAfter(), end));
            }
        }
        assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(AuthnStatementType.class::cast)
                .forEach(statement -> statement.setSessionNotOnOrAfter(earlier(statement.getSessionNotOnOrAfter(), end)));
    }

    private static void drop(AssertionType assertion, String name) {
        for (AttributeStatementType statement : List.copyOf(assertion.getAttributeStatements())) {
            for (ASTChoiceType choice : List.copyOf(statement.getAttributes())) {
                AttributeType attribute = choice.getAttribute();
                if (attribute != null && name.equals(attribute.getName())) statement.removeAttribute(choice);
            }
        }
    }

    /** SAML core 2.7.3: a statement has one attribute or more. A statement cannot be taken out of an assertion, so this is another one. */
    private static AssertionType withoutEmptyStatements(AssertionType assertion) {
        if (assertion.getAttributeStatements().stream().noneMatch(statement -> statement.getAttributes().isEmpty())) {
            return assertion;
        }
        AssertionType other = new AssertionType(assertion.getID(), assertion.getIssueInstant());
        other.setIssuer(assertion.getIssuer());
        other.setSubject(assertion.getSubject());
        other.setConditions(assertion.getConditions());
        other.setAdvice(assertion.getAdvice());
        for (StatementAbstractType statement : assertion.getStatements()) {
            boolean empty = statement instanceof AttributeStatementType attributes && attributes.getAttributes().isEmpty();
            if (!empty) other.addStatement(statement);
        }
        return other;
    }

    private static void put(AssertionType assertion, String name, List<String> values) {
        drop(assertion, name);
        AttributeType attribute = new AttributeType(name);
        attribute.setNameFormat(BASIC);
        values.forEach(attribute::addAttributeValue);
        AttributeStatementType statement = assertion.getAttributeStatements().stream().findFirst().orElse(null);
        if (statement == null) {
            statement = new AttributeStatementType();
            assertion.addStatement(statement);
        }
        statement.addAttribute(new ASTChoiceType(attribute));
    }

    private static List<AudienceRestrictionType> restrictions(AssertionType assertion) {
        if (assertion.getConditions() == null) return List.of();
        return assertion.getConditions().getConditions().stream()
                .filter(AudienceRestrictionType.class::isInstance)
                .map(AudienceRestrictionType.class::cast)
                .toList();
    }

    private static XMLGregorianCalendar earlier(XMLGregorianCalendar built, Instant end) {
        return built != null && !instant(built).isAfter(end) ? built : calendar(end);
    }

    private static Instant instant(XMLGregorianCalendar calendar) {
        return calendar.toGregorianCalendar().toInstant();
    }

    private static XMLGregorianCalendar calendar(Instant instant) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(instant.toEpochMilli());
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(calendar);
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
