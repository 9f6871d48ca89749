package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.LaminarEngine;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class LaminarDriverTest {
    @Test
    void isFoundByTheDriverManager() {
        assertThat(ServiceLoader.load(Driver.class)).anyMatch(driver -> driver instanceof LaminarDriver);
    }

    @Test
    void leavesUrlsOfOthersAlone() throws SQLException {
        assertThat(Fakes.driver().connect("jdbc:h2:mem:", new Properties())).isNull();
        assertThat(Fakes.driver().acceptsURL("jdbc:h2:mem:")).isFalse();
    }

    @Test
    void takesTheOnlyEngineWhateverItsName() throws SQLException {
        try (Connection connection = Fakes.connect(new FakeEngine("orders"))) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:laminar:orders");
        }
    }

    @Test
    void takesTheOneCalledLaminarAmongSeveral() throws SQLException {
        LaminarDriver driver = Fakes.driver(new FakeEngine("orders"), new FakeEngine("Laminar"));
        try (Connection connection = Fakes.connect(driver, "jdbc:laminar:")) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:laminar:Laminar");
        }
    }

    @Test
    void asksForANameWhenSeveralEnginesAreOpen() {
        LaminarDriver driver = Fakes.driver(new FakeEngine("orders"), new FakeEngine("trades"));
        assertThatThrownBy(() -> Fakes.connect(driver, "jdbc:laminar:"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("orders, trades");
    }

    @Test
    void findsAnEngineByNameIgnoringCase() throws SQLException {
        LaminarDriver driver = Fakes.driver(new FakeEngine("orders"), new FakeEngine("trades"));
        try (Connection connection = Fakes.connect(driver, "jdbc:laminar:TRADES;timeZone=UTC")) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:laminar:trades");
        }
    }

    @Test
    void namesTheOpenEnginesWhenThereIsNoneOfThatName() {
        assertThatThrownBy(() -> Fakes.connect(Fakes.driver(new FakeEngine("orders")), "jdbc:laminar:trades"))
                .isInstanceOfSatisfying(SQLException.class, error -> {
                    assertThat(error.getErrorCode()).isEqualTo(1003);
                    assertThat(error.getSQLState()).isEqualTo("42P01");
                })
                .hasMessageContaining("trades")
                .hasMessageContaining("orders");
    }

    @Test
    void refusesRemoteUrls() {
        assertThatThrownBy(() -> Fakes.connect(Fakes.driver(), "jdbc:laminar://host:8080/path"))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("remote");
    }

    @Test
    void refusesUnknownProperties() {
        assertThatThrownBy(() -> Fakes.connect(Fakes.driver(), "jdbc:laminar:;tmeZone=UTC"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("tmeZone")
                .hasMessageContaining("timeZone");
    }

    @Test
    void refusesUnknownTimeZones() {
        assertThatThrownBy(() -> Fakes.connect(Fakes.driver(), "jdbc:laminar:;timeZone=Mars/Olympus"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Mars/Olympus");
    }

    @Test
    void givesTheEngineByUnwrap() throws SQLException {
        FakeEngine engine = new FakeEngine("orders");
        try (Connection connection = Fakes.connect(engine)) {
            assertThat(connection.isWrapperFor(LaminarEngine.class)).isTrue();
            assertThat(connection.unwrap(LaminarEngine.class)).isSameAs(engine);
        }
    }

    @Test
    void sharesAPrivateEngineAndClosesItWithTheLastConnection() throws SQLException {
        List<LaminarEngine> opened = new ArrayList<>();
        EngineLeases leases = new EngineLeases(
                () -> opened.stream().filter(engine -> !engine.isClosed()).toList(), name -> {
                    opened.add(new FakeEngine(name));
                    return opened.get(opened.size() - 1);
                });
        Connection first = Fakes.connect(new LaminarDriver(leases), "jdbc:laminar:");
        Connection second = Fakes.connect(new LaminarDriver(leases), "jdbc:laminar:");
        assertThat(opened).hasSize(1);
        first.close();
        first.close();
        assertThat(opened.get(0).isClosed()).isFalse();
        assertThat(second.isValid(1)).isTrue();
        second.close();
        assertThat(opened.get(0).isClosed()).isTrue();

        Fakes.connect(new LaminarDriver(leases), "jdbc:laminar:").close();
        assertThat(opened).hasSize(2).allMatch(LaminarEngine::isClosed);
    }
}
