package io.laminar.catalog;

import io.laminar.expr.Expression;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the watermark of a source follows its rows.
 *
 * @param column column of the event time
 * @param kind what it follows
 * @param delayMicros of {@link Kind#BOUNDED}: by how much rows may be behind, 0 for ascending times
 * @param expression of {@link Kind#COMPUTED}, over the columns of the source; null until it is planned, and otherwise
 */
public record Watermark(
        int column, Kind kind, long delayMicros, @Nullable Expression expression) {

    /** What a watermark follows. */
    public enum Kind {
        /** The highest time seen less a delay. */
        BOUNDED,
        /** The highest value of an expression over the row that is not NULL. */
        COMPUTED,
        /** The clock; the column has the time of arrival. */
        PROCESSING_TIME,
        /** What the connector, or the application, says; rows do not move it. */
        FROM_SOURCE
    }

    public Watermark {
        Objects.requireNonNull(kind, "kind");
        if (delayMicros < 0) {
            throw new IllegalArgumentException("delay must not be negative but is " + delayMicros);
        }
    }

    /** The highest time seen less a delay. */
    public Watermark(int column, long delayMicros) {
        this(column, Kind.BOUNDED, delayMicros, null);
    }

    /** Another kind than {@link Kind#BOUNDED}. */
    public static Watermark of(int column, Kind kind) {
        return new Watermark(column, kind, 0, null);
    }

    /** The same with its expression. */
    public Watermark withExpression(Expression planned) {
        return new Watermark(column, kind, delayMicros, planned);
    }
}
