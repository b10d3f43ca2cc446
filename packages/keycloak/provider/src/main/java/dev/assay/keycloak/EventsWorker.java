// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The one thread that looks at realms and posts to the bridge, so that no request of Keycloak's ever waits for either. */
final class EventsWorker implements Runnable {

    /** How long a change that Keycloak has no event for stays unseen in a realm without traffic. */
    static final long TICK_MILLIS = 5_000;

    private static final Logger LOG = Logger.getLogger(EventsWorker.class);
    private static final int CAPACITY = 1000;
    private static final int MOST_REALMS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    /** What is to be done; a look at a realm goes on to a client where one is named. */
    private record Job(GateEvent tell, String realmId, String clientId, GateEvent.By by, String path) {}

    private final KeycloakSessionFactory factory;
    private final Outbox.Sender sender;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final ConcurrentMap<String, Long> looked = new ConcurrentHashMap<>();
    private final AtomicLong lost = new AtomicLong();
    private final Outbox outbox = new Outbox(CAPACITY);
    private final GateWatch watch = new GateWatch();
    private final ClientHoles clients = new ClientHoles();
    private final Thread thread = new Thread(this, "assay-events");
    private volatile boolean stopped;

    EventsWorker(KeycloakSessionFactory factory, Outbox.Sender sender) {
        this.factory = factory;
        this.sender = sender;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Sends what can be sent, and ends. */
    void stop() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the bridge told. Returns at once. */
    void tell(GateEvent event) {
        if (!queue.offer(new Job(event, null, null, null, null))) lost.incrementAndGet();
    }

    /** Has a realm, and a client where one is named, compared with what they were. Returns at once. */
    void look(String realmId, String clientId, GateEvent.By by, String path) {
        looked.put(realmId, System.currentTimeMillis());
        if (!queue.offer(new Job(null, realmId, clientId, by, path))) lost.incrementAndGet();
    }

    /** A token, a login or the like: has the realm looked at, at most once a second. Returns at once. */
    void seen(String realmId) {
        long now = System.currentTimeMillis();
        Long last = looked.get(realmId);
        if (last != null && now - last < 1000) return;
        looked.put(realmId, now);
        // not lost: the next event or tick looks again
        queue.offer(unasked(realmId));
    }

    @Override
    public void run() {
        guarded(this::learn);
        long ticked = System.currentTimeMillis();
        long pause = 0;
        long next = 0;
        while (!stopped) {
            try {
                Job job = queue.poll(TICK_MILLIS / 10, TimeUnit.MILLISECONDS);
                if (job != null) guarded(() -> work(job));
            } catch (InterruptedException e) {
                break;
            }
            long now = System.currentTimeMillis();
            if (now - ticked >= TICK_MILLIS) {
                ticked = now;
                guarded(this::lookAtAll);
            }
            long missed = lost.getAndSet(0);
            if (missed > 0) outbox.lost(missed);
            if (now >= next) {
                boolean sent = outbox.flush(sender);
                pause = sent ? 0 : Math.min(LONGEST_PAUSE_MILLIS, Math.max(1000, pause * 2));
                next = now + pause;
            }
        }
        queue.forEach(job -> {
            if (job.tell() != null) outbox.add(job.tell());
        });
        outbox.flush(sender);
    }

    private void work(Job job) {
        if (job.tell() != null) outbox.add(job.tell());
        else look(job);
    }

    private void look(Job job) {
        KeycloakModelUtils.runJobInTransaction(factory, session -> look(session, job));
    }

    private void look(KeycloakSession session, Job job) {
        RealmModel realm = session.realms().getRealm(job.realmId());
        if (realm == null) {
            watch.forget(job.realmId());
            looked.remove(job.realmId());
            return;
        }
        session.getContext().setRealm(realm);
        long now = System.currentTimeMillis();
        List<GateEvent> events = watch.look(realm.getId(), realm.getName(), GateState.of(realm), now, job.by(), job.path());
        events.forEach(this::keep);
        ClientModel client = job.clientId() == null ? null : realm.getClientById(job.clientId());
        if (client == null) return;
        SortedSet<String> closed = new TreeSet<>();
        SortedSet<String> opened = clients.look(realm, client, closed);
        opened.forEach(what -> keep(new GateEvent(realm.getName(), now, "gate_weakened", what, job.by(), job.path(), null)));
        closed.forEach(what -> keep(new GateEvent(realm.getName(), now, "gate_restored", "no longer: " + what, job.by(), job.path(), null)));
    }

    /** What takes the gate away is in the server's log as well: the bridge may be what is away. */
    private void keep(GateEvent event) {
        if (event.kind().equals("gate_removed") || event.kind().equals("gate_weakened")) {
            LOG.warnf("%s in realm %s: %s", event.kind(), event.realm(), event.what());
        }
        outbox.add(event);
    }

    /** The realms there are when the server starts; one made later is known by its first event. */
    private void learn() {
        KeycloakModelUtils.runJobInTransaction(factory, session -> session.realms()
                .getRealmsStream()
                .limit(MOST_REALMS)
                .map(RealmModel::getId)
                .toList()
                .forEach(realm -> guarded(() -> look(session, unasked(realm)))));
    }

    private void lookAtAll() {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> watch.realms().forEach(realm -> guarded(() -> look(session, unasked(realm)))));
    }

    private static Job unasked(String realmId) {
        return new Job(null, realmId, null, GateEvent.By.NOBODY, null);
    }

    /** Whatever goes wrong with one realm, the next is looked at. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.errorf(e, "a look at a realm's gate failed");
        }
    }
}
