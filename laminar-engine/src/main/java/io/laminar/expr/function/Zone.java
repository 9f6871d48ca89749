package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time zone by its name ({@code Europe/Berlin}) or offset ({@code +02:00}). Where clocks are set back a local time
 * is the earlier of its two instants; where they are set forward a time that they leave out is moved by as much.
 * Immutable.
 */
public final class Zone {
    private final ZoneId id;
    private final ZoneRules rules;

    private Zone(ZoneId id) {
        this.id = id;
        this.rules = id.getRules();
    }

    static Zone of(String name) {
        try {
            return new Zone(ZoneId.of(name.strip(), Map.of("Z", "UTC", "utc", "UTC")));
        } catch (DateTimeException e) {
            throw ValueErrors.invalidArgument("'" + name + "' is no time zone such as Europe/Berlin or +02:00");
        }
    }

    /** The local time at an instant. */
    long toLocal(long instant) {
        long seconds = Math.floorDiv(instant, Temporals.MICROS_PER_SECOND);
        return ArithmeticFunctions.add(instant, micros(rules.getOffset(Instant.ofEpochSecond(seconds))));
    }

    /** The instant of a local time. */
    long toInstant(long local) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(local, Temporals.MICROS_PER_SECOND), 0, ZoneOffset.UTC);
        // In a gap this is the offset before it, by which the instant falls behind the gap.
        return ArithmeticFunctions.subtract(local, micros(rules.getOffset(time)));
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * Temporals.MICROS_PER_SECOND;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Zone that && that.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
