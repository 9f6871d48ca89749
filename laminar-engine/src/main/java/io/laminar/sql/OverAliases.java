package io.laminar.sql;

import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Lets WHERE and QUALIFY speak of calls with OVER by their names in the SELECT: a condition of WHERE that does so moves to QUALIFY,
 * with the calls in place of the names. A column of FROM goes before a name of the SELECT.
 *
 * <pre>
 *   SELECT k, v, AVG(v) OVER w AS m FROM t WHERE v > 0 AND v > 2 * m
 *   SELECT k, v, AVG(v) OVER w AS m FROM t WHERE v > 0 QUALIFY v > 2 * AVG(v) OVER w
 * </pre>
 */
final class OverAliases {
    private final Catalog catalog;

    OverAliases(Catalog catalog) {
        this.catalog = catalog;
    }

    void rewrite(SqlSelect select) {
        Map<String, SqlNode> named = named(select);
        if (named.isEmpty()) {
            return;
        }
        if (select.getQualify() != null) {
            select.setQualify(substituted(select.getQualify(), named));
        }
        SqlNode where = select.getWhere();
        if (where == null || !mentions(where, named.keySet())) {
            return;
        }
        SqlNode before = null;
        SqlNode after = select.getQualify();
        for (SqlNode condition : conjuncts(where)) {
            if (mentions(condition, named.keySet())) {
                after = and(after, substituted(condition, named));
            } else {
                before = and(before, condition);
            }
        }
        select.setWhere(before);
        select.setQualify(after);
    }

    /** Items of the SELECT that have OVER in them, by their names in lower case. */
    private Map<String, SqlNode> named(SqlSelect select) {
        Map<String, SqlNode> named = new HashMap<>();
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() == SqlKind.AS
                    && item instanceof SqlCall as
                    && as.operand(1) instanceof SqlIdentifier name
                    && hasOver(as.operand(0))) {
                named.put(key(name.getSimple()), as.operand(0));
            }
        }
        if (!named.isEmpty() && select.getFrom() != null) {
            named.keySet().removeAll(columns(select.getFrom()));
        }
        return named;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean hasOver(SqlNode node) {
        boolean[] found = {false};
        node.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                found[0] |= call.getKind() == SqlKind.OVER;
                return call.getKind() == SqlKind.SELECT ? null : super.visit(call);
            }
        });
        return found[0];
    }

    private static boolean mentions(SqlNode node, Set<String> names) {
        boolean[] found = {false};
        node.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                return call.getKind() == SqlKind.SELECT ? null : super.visit(call); // names of a sub-query are its own
            }

            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                found[0] |= identifier.isSimple() && names.contains(key(identifier.getSimple()));
                return null;
            }
        });
        return found[0];
    }

    private static SqlNode substituted(SqlNode condition, Map<String, SqlNode> named) {
        SqlNode result = condition.accept(new SqlShuttle() {
            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                return call.getKind() == SqlKind.SELECT ? call : super.visit(call);
            }

            @Override
            public @Nullable SqlNode visit(SqlIdentifier identifier) {
                SqlNode call = identifier.isSimple() ? named.get(key(identifier.getSimple())) : null;
                return call == null ? identifier : copied(call);
            }
        });
        return result == null ? condition : result;
    }

    /** Validation writes into the tree, so that no part of it may be there twice. */
    private static SqlNode copied(SqlNode node) {
        SqlNode copy = node.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier identifier) {
                return identifier.clone(identifier.getParserPosition());
            }

            @Override
            public @Nullable SqlNode visit(SqlNodeList list) {
                List<@Nullable SqlNode> items = new ArrayList<>();
                for (SqlNode item : list) {
                    items.add(item == null ? null : item.accept(this));
                }
                return new SqlNodeList(items, list.getParserPosition());
            }

            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
                call.getOperator().acceptCall(this, call, false, handler);
                return handler.result();
            }
        });
        return copy == null ? node : copy;
    }

    private static List<SqlNode> conjuncts(SqlNode condition) {
        List<SqlNode> conditions = new ArrayList<>();
        if (condition.getKind() == SqlKind.AND && condition instanceof SqlCall and) {
            and.getOperandList().forEach(operand -> conditions.addAll(conjuncts(operand)));
        } else {
            conditions.add(condition);
        }
        return conditions;
    }

    private static SqlNode and(@Nullable SqlNode left, SqlNode right) {
        return left == null ? right : SqlStdOperatorTable.AND.createCall(SqlParserPos.ZERO, left, right);
    }

    /** Names of the columns of FROM in lower case, as far as they can be told before validation. */
    private Set<String> columns(SqlNode from) {
        Set<String> columns = new TreeSet<>();
        collect(from, columns);
        return columns;
    }

    private void collect(SqlNode from, Set<String> columns) {
        if (from instanceof SqlIdentifier identifier) {
            catalog.findRelation(identifier.names.get(identifier.names.size() - 1))
                    .ifPresent(relation -> addAll(relation, columns));
        } else if (from instanceof SqlJoin join) {
            collect(join.getLeft(), columns);
            collect(join.getRight(), columns);
        } else if (from instanceof SqlSelect select) {
            for (SqlNode item : select.getSelectList()) {
                collectItem(item, select, columns);
            }
        } else if (from instanceof SqlCall call && call.operandCount() > 0) {
            // AS, set operations and table functions: what they are of.
            for (SqlNode operand : call.getOperandList()) {
                if (operand instanceof SqlCall || (operand == call.operand(0) && operand instanceof SqlIdentifier)) {
                    collect(operand, columns);
                }
            }
        }
    }

    private void collectItem(SqlNode item, SqlSelect select, Set<String> columns) {
        if (item.getKind() == SqlKind.AS && ((SqlCall) item).operand(1) instanceof SqlIdentifier name) {
            columns.add(key(name.getSimple()));
        } else if (item instanceof SqlIdentifier identifier && identifier.isStar() && select.getFrom() != null) {
            collect(select.getFrom(), columns);
        } else if (item instanceof SqlIdentifier identifier) {
            columns.add(key(identifier.names.get(identifier.names.size() - 1)));
        }
    }

    private static void addAll(CatalogObject.Relation relation, Set<String> columns) {
        relation.schema().names().forEach(name -> columns.add(key(name)));
    }
}
