// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Hands on what happened, once it is committed; the work is {@link EventsWorker}'s. */
final class EventsListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(EventsListener.class);

    /** Under this and a client's id: the name of a client that this session removed. */
    static final String REMOVED = "assay.removed.";

    /** What admins change in bulk and no gate hangs on. */
    private static final Set<ResourceType> PEOPLE = EnumSet.of(
            ResourceType.USER, ResourceType.USER_SESSION, ResourceType.USER_LOGIN_FAILURE, ResourceType.GROUP,
            ResourceType.GROUP_MEMBERSHIP, ResourceType.REALM_ROLE_MAPPING, ResourceType.CLIENT_ROLE_MAPPING);

    private static final Pattern CLIENT = Pattern.compile("clients/([^/]+)(/.*)?");
    private static final Pattern LOGOUT = Pattern.compile("users/([^/]+)/logout|sessions/([^/]+)|logout-all");

    private final KeycloakSession session;
    private final EventsWorker worker;

    EventsListener(KeycloakSession session, EventsWorker worker) {
        this.session = session;
        this.worker = worker;
    }

    @Override
    public void onEvent(Event event) {
        guarded(() -> {
            if (event.getRealmId() == null) return;
            String realm = realm(event.getRealmName(), event.getRealmId());
            GateEvent.By by = new GateEvent.By(event.getUserId(), event.getClientId(), event.getIpAddress());
            if (event.getType() == EventType.LOGOUT) {
                tell(new GateEvent(realm, event.getTime(), "logout", "session", by, null, event.getSessionId()));
            } else if (event.getType() == EventType.CLIENT_DELETE) {
                tell(new GateEvent(realm, event.getTime(), "client_deleted", String.valueOf(event.getClientId()), by, null, null));
            }
            worker.seen(event.getRealmId());
        });
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        guarded(() -> {
            if (event.getRealmId() == null) return;
            String realm = realm(event.getRealmName(), event.getRealmId());
            GateEvent.By by = by(event.getAuthDetails());
            String path = event.getResourcePath();
            Matcher client = CLIENT.matcher(path == null ? "" : path);
            boolean ofClient = client.matches();
            boolean deleted = event.getResourceType() == ResourceType.CLIENT && event.getOperationType() == OperationType.DELETE;
            if (ofClient && deleted && client.group(2) == null) {
                String name = session.getAttribute(REMOVED + client.group(1), String.class);
                tell(new GateEvent(realm, event.getTime(), "client_deleted", name == null ? client.group(1) : name, by, path, null));
                return;
            }
            if (path != null && LOGOUT.matcher(path).matches() && event.getOperationType() != OperationType.CREATE) {
                tell(new GateEvent(realm, event.getTime(), "logout", "by an administrator", by, path, null));
                return;
            }
            if (PEOPLE.contains(event.getResourceType())) {
                worker.seen(event.getRealmId());
                return;
            }
            String clientId = ofClient ? client.group(1) : null;
            afterCommit(() -> worker.look(event.getRealmId(), clientId, by, path));
        });
    }

    private void tell(GateEvent event) {
        afterCommit(() -> worker.tell(event));
    }

    /** What is rolled back did not happen. */
    private void afterCommit(Runnable work) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                work.run();
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private String realm(String name, String id) {
        if (name != null) return name;
        var realm = session.realms().getRealm(id);
        return realm == null ? id : realm.getName();
    }

    private static GateEvent.By by(AuthDetails details) {
        return details == null
                ? GateEvent.By.NOBODY
                : new GateEvent.By(details.getUserId(), details.getClientId(), details.getIpAddress());
    }

    /** A listener that throws would end the request it listens to. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.errorf(e, "an event could not be told to the Assay bridge");
        }
    }

    @Override
    public void close() {}
}
