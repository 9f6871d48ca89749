package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.LaminarEngine;
import io.laminar.api.RowSource;
import io.laminar.spring.LaminarTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The endpoint as it is seen over HTTP, in an application with all auto-configuration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaminarEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext open = start("unrestricted");
    private final ConfigurableApplicationContext closed = start("read-only");

    @AfterAll
    void closeBoth() {
        open.close();
        closed.close();
    }

    private static ConfigurableApplicationContext start(String access) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "laminar.scripts.mode=never",
                        "laminar.sources.trades.columns.symbol=VARCHAR",
                        "laminar.streams.big=SELECT symbol FROM trades WHERE symbol <> 'x'",
                        "laminar.sources.ticks.columns.v=INTEGER",
                        "laminar.sources.ticks.columns.ts=TIMESTAMP",
                        "laminar.sources.ticks.watermark=ts - INTERVAL '2' SECOND",
                        "laminar.sources.ticks.with[idle.timeout]=1h",
                        "laminar.sources.spilling.columns.v=INTEGER",
                        "laminar.sources.spilling.with.backpressure=spill",
                        "laminar.sources.spilling.with[buffer.rows]=1",
                        "laminar.streams.minutes=SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE ticks,"
                                + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end",
                        "laminar.views.counts=SELECT symbol, COUNT(*) AS trades FROM trades GROUP BY symbol",
                        "management.endpoints.web.exposure.include=*",
                        "management.endpoint.health.show-details=always",
                        "management.endpoint.laminar.access=" + access)
                .run();
    }

    private HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path, String body)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void showsTheEngine() throws Exception {
        assertThat(send(open, "GET", "/laminar", "").body())
                .contains("{\"engine\":{\"name\":\"laminar", "\"state\":\"OPEN\"", "\"workers\":")
                .contains("\"trades\":{\"connector\":\"none\",\"state\":\"RUNNING\",\"rows\":")
                .contains(
                        "\"big\":{\"kind\":\"STREAM\"",
                        "\"rowsLate\":0",
                        "\"ring0\":{\"rowsIn\":",
                        "\"pipelinesCompiled\":",
                        "\"p99PerRow\":");
    }

    @Test
    void showsHowFarEventTimeIs() throws Exception {
        LaminarTemplate template = closed.getBean(LaminarTemplate.class);
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0);
        template.push("ticks", Map.of("v", 1, "ts", start.plusSeconds(65)));
        template.push("ticks", Map.of("v", 2));
        template.push("ticks", Map.of("v", 3, "ts", start.plusSeconds(59)));
        assertThat(template.awaitIdle(Duration.ofSeconds(20))).isTrue();

        assertThat(send(closed, "GET", "/laminar", "").body())
                .contains(
                        "\"watermarks\":{\"sources\":{\"ticks\":{\"watermark\":\"2026-01-01T00:01:03Z\",\"lagSeconds\":")
                .contains(
                        "\"maxEventTime\":\"2026-01-01T00:01:05Z\",\"time\":{\"isIdle\":false,\"isAhead\":false,\"rowsWithoutTime\":1,")
                .containsPattern("\"minutes\":\\[\\{\"operator\":\"[^\"]+\",\"watermark\":\"2026-01-01T00:01:03Z\","
                        + "\"lagSeconds\":[0-9.E]+,\"idle\":false,\"rowsLate\":1,\"rowsWithoutTime\":1}]");
    }

    /** While the first row is held, the others go to disk. */
    @Test
    void showsWhatSourcesSpilled() throws Exception {
        LaminarEngine engine = open.getBean(LaminarEngine.class);
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        engine.subscribe("spilling", Integer.class, change -> {
            isHeld.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        RowSource source = engine.source("spilling");
        source.pushBatch(List.of(Map.of("v", 0)));
        isHeld.await();
        for (int i = 1; i < 50; i++) {
            source.pushBatch(List.of(Map.of("v", i)));
        }
        mayGoOn.countDown();
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();

        assertThat(send(open, "GET", "/laminar", "").body())
                .containsPattern("\"spilling\":\\{[^}]*\"rows\":50,[^}]*\"droppedRows\":0,\"spilledRows\":49,"
                        + "\"spillPendingRows\":0,\"spillError\":null,\"errors\":0");
    }

    @Test
    void showsAQueryWithPlanAndPipelines() throws Exception {
        assertThat(send(open, "GET", "/laminar/big", "").body())
                .contains("\"sql\":\"CREATE STREAM", "\"plan\":\"")
                .contains("\"pipelines\":[{\"stages\":[\"")
                .contains("\"columns\":{\"symbol\":\"VARCHAR")
                .doesNotContain("\"rows\":[");
    }

    @Test
    void showsTheRowsOfAView() throws Exception {
        LaminarTemplate template = closed.getBean(LaminarTemplate.class);
        template.pushAll("trades", List.of(Map.of("symbol", "A"), Map.of("symbol", "B"), Map.of("symbol", "A")));
        assertThat(template.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(send(closed, "GET", "/laminar/counts", "").body())
                .contains("{\"symbol\":\"A\",\"trades\":2}", "{\"symbol\":\"B\",\"trades\":1}");
        assertThat(send(closed, "GET", "/laminar/counts?limit=1", "").body())
                .contains("\"rows\":[{")
                .containsOnlyOnce("\"symbol\":\"A\",\"trades\"")
                .doesNotContain("\"symbol\":\"B\"");
    }

    @Test
    void knowsNoOtherQueries() throws Exception {
        assertThat(send(open, "GET", "/laminar/none", "").statusCode()).isEqualTo(404);
        assertThat(send(open, "POST", "/laminar/none", "{\"action\":\"pause\"}").statusCode())
                .isEqualTo(404);
        assertThat(send(open, "DELETE", "/laminar/none", "").statusCode()).isEqualTo(404);
    }

    @Test
    void pausesAndResumes() throws Exception {
        assertThat(send(open, "POST", "/laminar/big", "{\"action\":\"pause\"}").body())
                .contains("\"state\":\"PAUSED\"");
        HttpResponse<String> again = send(open, "POST", "/laminar/big", "{\"action\":\"pause\"}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("LMR-0003");
        assertThat(send(open, "POST", "/laminar", "{\"action\":\"resume\"}").body())
                .contains("big");
        assertThat(send(open, "POST", "/laminar/big", "{\"action\":\"dance\"}").body())
                .contains("the action 'dance' is none of pause, resume, restart and, for one query, alter");
        assertThat(send(open, "POST", "/laminar/big", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void aFailedQueryIsShownBringsHealthDownAndIsRestarted() throws Exception {
        LaminarTemplate template = open.getBean(LaminarTemplate.class);
        template.execute(
                "CREATE SOURCE numbers (x INTEGER); CREATE STREAM inverses AS SELECT 100 / x AS y FROM numbers");
        template.push("numbers", Map.of("x", 0));
        assertThat(template.awaitIdle(Duration.ofSeconds(20))).isTrue();

        assertThat(send(open, "GET", "/laminar/inverses", "").body())
                .contains("\"state\":\"FAILED\"", "100 / 0", "\"rowsFailed\":1");
        HttpResponse<String> health = send(open, "GET", "/health", "");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"inverses\":\"FAILED: ", "100 / 0", "\"big\":\"");

        assertThat(send(open, "POST", "/laminar/inverses", "{\"action\":\"restart\"}")
                        .body())
                .contains("\"state\":\"RUNNING\"");
        assertThat(send(open, "GET", "/health", "").statusCode()).isEqualTo(200);
        HttpResponse<String> again = send(open, "POST", "/laminar/inverses", "{\"action\":\"restart\"}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("LMR-0003");
        template.push("numbers", Map.of("x", 0));
        assertThat(template.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(send(open, "POST", "/laminar", "{\"action\":\"restart\"}").body())
                .contains("inverses");
        assertThat(send(open, "DELETE", "/laminar/inverses", "").statusCode()).isEqualTo(204);
    }

    @Test
    void changesNothingWhereAccessIsReadOnly() throws Exception {
        assertThat(send(closed, "GET", "/laminar/big", "").statusCode()).isEqualTo(200);
        assertThat(send(closed, "POST", "/laminar/big", "{\"action\":\"pause\"}")
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(closed, "DELETE", "/laminar/big", "").statusCode()).isEqualTo(405);
    }

    @Test
    void healthHasAPartForLaminar() throws Exception {
        assertThat(send(open, "GET", "/health", "").body()).contains("\"laminar\":{\"details\":{\"engine\":\"laminar");
    }

    @Test
    void metersAreThere() throws Exception {
        assertThat(send(open, "GET", "/metrics/laminar.query.rows.in", "").body())
                .contains("\"statistic\":\"COUNT\"");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
