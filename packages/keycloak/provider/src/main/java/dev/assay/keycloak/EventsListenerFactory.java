// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * Makes listeners, and runs the thread that looks at the gate. It listens in every realm, so that no realm can be told to
 * do without it; Keycloak refuses to have such a listener named in a realm's settings.
 */
public final class EventsListenerFactory implements EventListenerProviderFactory {

    public static final String ID = "assay-events";

    private static final String PATH = "/v1/events/keycloak";

    private volatile EventsWorker worker;

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventsListener(session, worker);
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        worker = new EventsWorker(factory, body -> IssuanceExecutorFactory.of(factory).bridge().post(PATH, body));
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) worker.start();
            if (event instanceof ClientModel.ClientRemovedEvent removed) {
                // the admin event of a deletion has the client's id and not its name
                removed.getKeycloakSession().setAttribute(EventsListener.REMOVED + removed.getClient().getId(), removed.getClient().getClientId());
            }
        });
    }

    @Override
    public void close() {
        EventsWorker running = worker;
        if (running != null) running.stop();
    }

    @Override
    public String getId() {
        return ID;
    }
}
