package io.laminar.jdbc;

import io.laminar.api.ErrorCode;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import org.apache.calcite.avatica.ConnectStringParser;
import org.jspecify.annotations.Nullable;

/**
 * A connect string: {@code jdbc:laminar:[name][;property=value...]}.
 *
 * @param engineName name of an engine, or null for the engine of this JVM
 * @param properties those of the caller, overlaid with those of the string
 */
record LaminarUrl(@Nullable String engineName, Properties properties) {
    static final String PREFIX = "jdbc:laminar:";

    /** Time zone of {@code getTimestamp} and its like without a calendar; default the JVM's. */
    static final String TIME_ZONE = "timeZone";

    private static final Set<String> KNOWN = Set.of("timezone", "user", "password");

    static LaminarUrl parse(String url, Properties info) throws SQLException {
        String rest = url.substring(PREFIX.length());
        if (rest.startsWith("//")) {
            throw SqlErrors.unsupported(
                    url
                            + " names a remote engine, and this driver reaches only engines of its own JVM; use jdbc:laminar: or jdbc:laminar:<engine>");
        }
        int semicolon = rest.indexOf(';');
        String name = (semicolon < 0 ? rest : rest.substring(0, semicolon)).trim();
        if (name.indexOf('=') >= 0) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_SETTING,
                    url + " has a property where the engine's name belongs; write jdbc:laminar:[name];property=value");
        }
        Properties own = semicolon < 0 ? new Properties() : ConnectStringParser.parse(rest.substring(semicolon + 1));
        Properties all = new Properties();
        for (String key : info.stringPropertyNames()) {
            all.setProperty(canonical(key), info.getProperty(key));
        }
        for (String key : own.stringPropertyNames()) {
            if (!KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
                throw SqlErrors.of(
                        ErrorCode.INVALID_SETTING,
                        "unknown property " + key + " in " + url + "; known are timeZone, user and password");
            }
            all.setProperty(canonical(key), own.getProperty(key));
        }
        checkTimeZone(all.getProperty(TIME_ZONE));
        return new LaminarUrl(name.isEmpty() ? null : name, all);
    }

    private static void checkTimeZone(@Nullable String zone) throws SQLException {
        // TimeZone would take an unknown name for UTC without a word.
        if (zone != null && !Set.of(TimeZone.getAvailableIDs()).contains(zone) && !zone.startsWith("GMT")) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_SETTING, "timeZone " + zone + " is unknown; name one such as UTC or Europe/Rome");
        }
    }

    private static String canonical(String key) {
        return key.equalsIgnoreCase(TIME_ZONE) ? TIME_ZONE : key;
    }
}
