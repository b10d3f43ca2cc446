// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.client.methods.HttpRequestBase;

/**
 * Ends requests that take longer than they may in all. The timeouts of a socket bound each read, and a reply that drips
 * byte by byte passes every one of them. One thread that looks every few milliseconds costs less than a timer a request.
 */
final class Deadlines implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 20;

    private final Map<HttpRequestBase, Long> ends = new ConcurrentHashMap<>();
    private volatile Thread watch;
    private volatile boolean closed;

    void add(HttpRequestBase request, long endNanos) {
        ends.put(request, endNanos);
        if (watch == null) {
            start();
        }
    }

    void remove(HttpRequestBase request) {
        ends.remove(request);
    }

    private synchronized void start() {
        if (watch == null && !closed) {
            Thread thread = new Thread(this::look, "assay-deadlines");
            thread.setDaemon(true);
            thread.start();
            watch = thread;
        }
    }

    private void look() {
        while (!closed) {
            long now = System.nanoTime();
            ends.forEach((request, end) -> {
                if (now - end >= 0) {
                    ends.remove(request);
                    request.abort();
                }
            });
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.interrupt();
        }
    }
}
