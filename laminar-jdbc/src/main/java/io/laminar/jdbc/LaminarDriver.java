package io.laminar.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * JDBC driver for Laminar engines of this JVM.
 *
 * <ul>
 *   <li>{@code jdbc:laminar:} is the engine of this JVM: the only one, or among several the one called {@code laminar}. Where
 *       none is open, a private one is opened, shared by all connections with that URL, and closed with the last of them.
 *   <li>{@code jdbc:laminar:<name>} is the open engine with that name.
 * </ul>
 *
 * <p>Properties follow after a semicolon or come in {@link Properties}: {@code timeZone} is the zone in which {@code getTimestamp} and
 * its like express a TIMESTAMP when they are given no calendar (default the JVM's); user and password are accepted and not needed.
 */
public final class LaminarDriver extends UnregisteredDriver {
    static final String PRODUCT = "Laminar";

    static {
        new LaminarDriver().register();
    }

    private final EngineLeases leases;

    /** For {@link java.util.ServiceLoader} and for pools that are given a class name. */
    public LaminarDriver() {
        this(EngineLeases.JVM);
    }

    LaminarDriver(EngineLeases leases) {
        this.leases = leases;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        LaminarUrl parsed = LaminarUrl.parse(url, info == null ? new Properties() : info);
        EngineLease lease;
        try {
            lease = leases.acquire(parsed.engineName());
        } catch (RuntimeException e) {
            throw SqlErrors.of(e);
        }
        return new LaminarConnection(this, factory, url, parsed.properties(), lease);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) throws SQLException {
        String zone = info == null ? null : info.getProperty(LaminarUrl.TIME_ZONE);
        DriverPropertyInfo timeZone = new DriverPropertyInfo(LaminarUrl.TIME_ZONE, zone);
        timeZone.description =
                "Zone in which getTimestamp, getDate and getTime express values without a zone; default the JVM's";
        return new DriverPropertyInfo[] {timeZone};
    }

    @Override
    public Meta createMeta(AvaticaConnection connection) {
        return new LaminarMeta((LaminarConnection) connection);
    }

    @Override
    protected AvaticaFactory createFactory() {
        return new LaminarFactory();
    }

    @Override
    protected String getConnectStringPrefix() {
        return LaminarUrl.PREFIX;
    }

    @Override
    protected DriverVersion createDriverVersion() {
        String version = version();
        String[] numbers = version.split("[.-]", -1);
        int major = Integer.parseInt(numbers[0]);
        int minor = Integer.parseInt(numbers[1]);
        return new DriverVersion("Laminar JDBC Driver", version, PRODUCT, version, false, major, minor, major, minor);
    }

    /** The version of this build, which Maven writes beside the class. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = LaminarDriver.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing beside " + LaminarDriver.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
