// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeCallTest {

    private static final int TIMEOUT = 500;

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CloseableHttpClient client = HttpClients.createDefault();
    private HttpServer server;

    private interface Answering {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    @AfterEach
    void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }

    private void answer(Answering answering) {
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
            exchange.getRequestBody().readAllBytes();
            try {
                answering.answer(exchange);
            } catch (Exception e) {
                exchange.close();
            }
        });
        server.start();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Settings settings(String token, Path file, int concurrent) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new Settings(url, token, file == null ? null : file.toString(), TIMEOUT, null, null, concurrent);
    }

    private BridgeCall.Reply post(BridgeCall call) throws BridgeFailure {
        return call.post(client, "http://127.0.0.1:" + server.getAddress().getPort() + "/x", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private String failure(Settings settings) {
        try (BridgeCall call = new BridgeCall(settings)) {
            return assertThrows(BridgeFailure.class, () -> post(call)).getMessage();
        }
    }

    @Test
    void sendsTheSecretAndGivesTheReply() throws BridgeFailure {
        answer(exchange -> send(exchange, 200, "hello".getBytes(StandardCharsets.UTF_8)));
        try (BridgeCall call = new BridgeCall(settings("s3cret", null, 5))) {
            BridgeCall.Reply reply = post(call);
            assertEquals(200, reply.status());
            assertEquals("hello", new String(reply.body(), StandardCharsets.UTF_8));
        }
        assertEquals(List.of("Bearer s3cret"), authorizations);
    }

    @Test
    void readsTheSecretAgainWhenItsFileChanges(@TempDir Path folder) throws Exception {
        answer(exchange -> send(exchange, 200, new byte[0]));
        Path file = Files.writeString(folder.resolve("secret"), "one\n");
        try (BridgeCall call = new BridgeCall(settings(null, file, 5))) {
            post(call);
            Files.writeString(file, "two");
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));
            Thread.sleep(1100);
            post(call);
        }
        assertEquals(List.of("Bearer one", "Bearer two"), authorizations);
    }

    @Test
    void failsWithoutTheFileOfTheSecret(@TempDir Path folder) {
        answer(exchange -> send(exchange, 200, new byte[0]));
        assertEquals("the file of bridge-token-file cannot be read", failure(settings(null, folder.resolve("none"), 5)));
    }

    @Test
    void waitsNoLongerThanItMay() {
        answer(exchange -> Thread.sleep(5000));
        assertEquals("the bridge did not answer within 500 ms", failure(settings(null, null, 5)));
    }

    @Test
    void endsAReplyThatDripsWithinEveryTimeoutOfASocket() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
        });
        long start = System.nanoTime();
        assertEquals("the bridge did not answer within 500 ms", failure(settings(null, null, 5)));
        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 5000);
    }

    @Test
    void readsNoReplyBeyondItsBound() {
        answer(exchange -> send(exchange, 200, new byte[256 * 1024 + 1]));
        assertEquals("the reply of the bridge is too large", failure(settings(null, null, 5)));
    }

    @Test
    void refusesAtOnceWhatIsMoreThanMayBeUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        answer(exchange -> {
            asked.countDown();
            done.await(5, TimeUnit.SECONDS);
            send(exchange, 200, new byte[0]);
        });
        try (BridgeCall call = new BridgeCall(settings(null, null, 1))) {
            Future<BridgeCall.Reply> first = threads.submit(() -> post(call));
            assertTrue(asked.await(5, TimeUnit.SECONDS));
            assertEquals("too many asks are under way", assertThrows(BridgeFailure.class, () -> post(call)).getMessage());
            done.countDown();
            assertEquals(200, first.get().status());
        }
    }

    @Test
    void saysThatNobodyListensAndNothingElse() {
        answer(exchange -> {});
        server.stop(0);
        assertEquals("the bridge cannot be reached: HttpHostConnectException", failure(settings("s3cret", null, 5)));
    }
}
