package io.laminar.sql;

import io.laminar.api.SqlPosition;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds where in the script something of a query stands; relational algebra has lost the positions. */
final class Positions {
    private final SqlNode query;
    private final SqlPosition start;

    /** @param start where the query starts, for everything that cannot be found */
    Positions(SqlNode query, SqlPosition start) {
        this.query = query;
        this.start = start;
    }

    SqlPosition start() {
        return start;
    }

    /** The first call of an operator or function. */
    SqlPosition ofCall(String name) {
        return find(call -> call.getOperator().getName().equalsIgnoreCase(name));
    }

    /** The first call of a function, or null when there is none. */
    @Nullable
    SqlPosition findCall(String name) {
        Finder finder = new Finder(call -> call.getOperator().getName().equalsIgnoreCase(name));
        query.accept(finder);
        return finder.found == null ? null : TokenStream.position(finder.found);
    }

    /** The first call of a kind. */
    SqlPosition ofKind(SqlKind kind) {
        return find(call -> call.getKind() == kind);
    }

    /** The first DESCRIPTOR of a column. */
    SqlPosition ofDescriptor(String column) {
        return find(call -> call.getKind() == SqlKind.DESCRIPTOR
                && call.operand(0) instanceof SqlIdentifier identifier
                && identifier.names.get(identifier.names.size() - 1).equalsIgnoreCase(column));
    }

    private SqlPosition find(java.util.function.Predicate<SqlCall> predicate) {
        Finder finder = new Finder(predicate);
        query.accept(finder);
        SqlNode found = finder.found;
        return found == null || found.getParserPosition().getLineNum() == 0 ? start : TokenStream.position(found);
    }

    private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
        private final java.util.function.Predicate<SqlCall> predicate;
        private @Nullable SqlNode found;

        Finder(java.util.function.Predicate<SqlCall> predicate) {
            this.predicate = predicate;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            if (found == null && predicate.test(call)) {
                found = call;
            }
            return found == null ? super.visit(call) : null;
        }
    }
}
