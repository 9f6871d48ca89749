package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.DATE;
import static io.laminar.api.DataType.Kind.TIME;
import static io.laminar.api.DataType.Kind.TIMESTAMP;
import static io.laminar.api.DataType.Kind.TIMESTAMP_LTZ;

import io.laminar.data.Temporals;

/**
 * The clock of the engine. In a statement that ends by itself it stands still; in a continuous query it is read for each row.
 * Dates and times without a zone are those of UTC.
 */
public final class ClockFunctions {
    private static final long MICROS_PER_DAY = 86_400 * Temporals.MICROS_PER_SECOND;

    private ClockFunctions() {}

    @SqlFunction(
            name = "CURRENT_TIMESTAMP",
            aliases = {"NOW", "PROCTIME", "CLOCK_TIMESTAMP", "STATEMENT_TIMESTAMP", "TRANSACTION_TIMESTAMP"},
            description = "Now: when the statement began, or, in a continuous query, when the row is looked at.",
            examples = "CURRENT_TIMESTAMP() = NOW() = TRUE",
            result = TIMESTAMP_LTZ,
            deterministic = false,
            total = true)
    public static long now() {
        return StatementClock.micros();
    }

    @SqlFunction(
            name = "CURRENT_TIMESTAMP",
            description = "The same with so many digits of a second, 0 to 6.",
            examples = "CURRENT_TIMESTAMP(0) <= CURRENT_TIMESTAMP = TRUE",
            result = TIMESTAMP_LTZ,
            deterministic = false)
    public static long now(long digits) {
        return cut(digits);
    }

    @SqlFunction(
            name = "LOCALTIMESTAMP",
            description = "Now, as a TIMESTAMP of UTC.",
            examples = "CAST(LOCALTIMESTAMP AS DATE) = CURRENT_DATE = TRUE",
            result = TIMESTAMP,
            deterministic = false,
            total = true)
    public static long localTimestamp() {
        return StatementClock.micros();
    }

    @SqlFunction(
            name = "LOCALTIMESTAMP",
            description = "The same with so many digits of a second, 0 to 6.",
            examples = "LOCALTIMESTAMP(3) <= LOCALTIMESTAMP = TRUE",
            result = TIMESTAMP,
            deterministic = false)
    public static long localTimestamp(long digits) {
        return cut(digits);
    }

    @SqlFunction(
            name = "CURRENT_DATE",
            description = "Today, by UTC.",
            examples = "CURRENT_DATE > DATE '2024-01-01' = TRUE",
            result = DATE,
            deterministic = false,
            total = true)
    public static long today() {
        return Math.floorDiv(StatementClock.micros(), MICROS_PER_DAY);
    }

    @SqlFunction(
            name = "CURRENT_TIME",
            aliases = "LOCALTIME",
            description = "The time of day, by UTC.",
            examples = "CURRENT_TIME() = CAST(LOCALTIMESTAMP AS TIME) = TRUE",
            result = TIME,
            deterministic = false,
            total = true)
    public static long timeOfDay() {
        return Math.floorMod(StatementClock.micros(), MICROS_PER_DAY);
    }

    @SqlFunction(
            name = "UNIX_TIMESTAMP",
            description = "Seconds since 1970-01-01T00:00Z, now.",
            examples = "UNIX_TIMESTAMP() = EPOCH_SECONDS(LOCALTIMESTAMP) = TRUE",
            deterministic = false,
            total = true)
    public static long unixTimestamp() {
        return TimeFunctions.epochSeconds(StatementClock.micros());
    }

    @SqlFunction(
            name = "EPOCH",
            description =
                    "The epoch up to which a statement that ends sees all changes; what it reads goes on with SUBSCRIBE name AS OF EPOCH of the next one.",
            examples = "EPOCH() >= 0 = TRUE",
            deterministic = false,
            total = true)
    public static long epoch() {
        return StatementEpoch.current();
    }

    private static long cut(long digits) {
        if (digits < 0 || digits > 6) {
            throw ValueErrors.invalidArgument(
                    "a time has 0 to 6 digits of a second, but " + digits + " were asked for");
        }
        long unit = 1;
        for (long i = digits; i < 6; i++) {
            unit *= 10;
        }
        return Math.floorDiv(StatementClock.micros(), unit) * unit;
    }
}
