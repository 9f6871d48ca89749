package io.laminar.sql;

import io.laminar.api.SqlPosition;
import io.laminar.plan.EmitMode;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** A query with its EMIT clause, before names are looked up. Can be planned any number of times, by any thread. */
public final class ParsedQuery {
    private final Origin origin;
    private final Supplier<SqlNode> nodes;
    private final Emit emit;
    private final int parameters;

    ParsedQuery(Origin origin, Supplier<SqlNode> nodes, Emit emit, int parameters) {
        this.origin = origin;
        this.nodes = nodes;
        this.emit = emit;
        this.parameters = parameters;
    }

    /** Its text, with the EMIT clause. */
    public String sql() {
        return origin.sql();
    }

    /** Where it starts in the script. */
    public SqlPosition position() {
        return origin.position();
    }

    /** Whether it says when results leave; a SELECT that does goes on until it is closed. */
    public boolean isContinuous() {
        return emit.mode() != null || emit.latenessMicros() != 0 || emit.lateTo() != null;
    }

    /** How many {@code ?} it has. */
    public int parameters() {
        return parameters;
    }

    /** The relation that is to get its late rows, or null. */
    public @Nullable String lateTo() {
        return emit.lateTo();
    }

    /** A tree of its own for each call, since validation changes the tree. */
    SqlNode node() {
        return nodes.get();
    }

    Emit emit() {
        return emit;
    }

    @Override
    public String toString() {
        return sql();
    }

    /**
     * What stands behind a query.
     *
     * @param mode null when nothing was said
     * @param isUpsert whether ON UPDATE was said; the mode is CHANGES then
     * @param everyMicros from tick to tick with EVERY, or 0; the mode is CHANGES then
     * @param position of the clause, or of the query without one
     */
    record Emit(
            @Nullable EmitMode mode,
            boolean isUpsert,
            long everyMicros,
            long latenessMicros,
            @Nullable String lateTo,
            SqlPosition position) {
        static Emit none(SqlPosition position) {
            return new Emit(null, false, 0, 0, null, position);
        }
    }
}
