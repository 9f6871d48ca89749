package io.laminar.jdbc;

import io.laminar.api.LaminarEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Connections to fake engines. */
final class Fakes {
    private Fakes() {}

    static LaminarDriver driver(LaminarEngine... engines) {
        List<LaminarEngine> open = List.of(engines);
        return new LaminarDriver(new EngineLeases(() -> open, FakeEngine::new));
    }

    static Connection connect(LaminarEngine engine) throws SQLException {
        return connect(driver(engine), "jdbc:laminar:");
    }

    static Connection connect(LaminarDriver driver, String url) throws SQLException {
        return Objects.requireNonNull(driver.connect(url, new Properties()));
    }
}
