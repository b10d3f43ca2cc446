// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.CloseableHttpClient;

/** One POST to the bridge, bounded in time, in size and in how many are under way. */
final class BridgeCall implements AutoCloseable {

    /** What a call gave. */
    record Reply(int status, byte[] body) {}

    private static final int LARGEST_REPLY = 256 * 1024;

    private final int timeoutMillis;
    private final RequestConfig config;
    private final Semaphore free;
    private final Bearer bearer;
    private final Deadlines deadlines = new Deadlines();

    BridgeCall(Settings settings) {
        timeoutMillis = settings.timeoutMillis();
        config = RequestConfig.custom()
                .setConnectTimeout(timeoutMillis)
                .setSocketTimeout(timeoutMillis)
                .setConnectionRequestTimeout(timeoutMillis)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .build();
        free = new Semaphore(settings.maxConcurrent());
        bearer = new Bearer(settings);
    }

    Reply post(CloseableHttpClient client, String url, byte[] body) throws BridgeFailure {
        // Beyond this many the bridge is slow or gone: a thread that waits would be one the server does not have.
        if (!free.tryAcquire()) {
            throw new BridgeFailure("too many asks are under way");
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            return send(client, url, body, end);
        } catch (NoHttpResponseException | SocketException e) {
            // A pooled connection the bridge had closed meanwhile: what was sent there was never read. Once more, in the same time.
            return again(client, url, body, end);
        } catch (IOException e) {
            throw failure(e, end);
        } finally {
            free.release();
        }
    }

    private Reply again(CloseableHttpClient client, String url, byte[] body, long end) throws BridgeFailure {
        try {
            return send(client, url, body, end);
        } catch (IOException e) {
            throw failure(e, end);
        }
    }

    private Reply send(CloseableHttpClient client, String url, byte[] body, long end) throws IOException, BridgeFailure {
        if (System.nanoTime() - end >= 0) {
            throw late();
        }
        HttpPost post = new HttpPost(url);
        post.setConfig(config);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader(HttpHeaders.ACCEPT, "application/json");
        String authorization = bearer.header();
        if (authorization != null) {
            post.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        deadlines.add(post, end);
        try (CloseableHttpResponse response = client.execute(post)) {
            byte[] reply = read(response.getEntity());
            if (reply == null) {
                post.abort();
                throw new BrokenAnswer("the reply of the bridge is too large");
            }
            return new Reply(response.getStatusLine().getStatusCode(), reply);
        } finally {
            deadlines.remove(post);
        }
    }

    private static byte[] read(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        if (entity.getContentLength() > LARGEST_REPLY) {
            return null;
        }
        // Read to its end, a reply gives its connection back; one that is too long is not closed, which would read the rest of it.
        byte[] reply = entity.getContent().readNBytes(LARGEST_REPLY + 1);
        return reply.length <= LARGEST_REPLY ? reply : null;
    }

    private BridgeFailure failure(IOException e, long end) {
        // The name of the exception and not its text: it may quote what was sent.
        return System.nanoTime() - end >= 0 ? late() : new BridgeFailure("the bridge cannot be reached: " + e.getClass().getSimpleName());
    }

    private BridgeFailure late() {
        return new BridgeFailure("the bridge did not answer within " + timeoutMillis + " ms");
    }

    @Override
    public void close() {
        deadlines.close();
    }
}
