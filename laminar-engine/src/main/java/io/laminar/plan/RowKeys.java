package io.laminar.plan;

import io.laminar.expr.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns identify a row. A join has several answers, of which a projection above it may pass on one:
 *
 * <pre>
 *   orders (key id) JOIN customers (key id) ON customer = customers.id       id, since there is one customer for each order
 *   orders (key id) JOIN lines (key nr) ON orders.city = lines.city          id with nr
 * </pre>
 */
final class RowKeys {
    /** Answers that are looked at; joins of joins would have more and more of them. */
    private static final int MOST = 8;

    private final PlanNode.Join join;
    private final int leftColumns;
    private final Set<List<Integer>> keys = new LinkedHashSet<>();

    private RowKeys(PlanNode.Join join) {
        this.join = join;
        leftColumns = join.left().schema().size();
    }

    /** The keys of a join, best first. Outer rows of both sides together have none: a key that is NULL may be on either. */
    static List<List<Integer>> of(PlanNode.Join join) {
        return switch (join.kind()) {
            case SEMI, ANTI -> join.left().identities();
            case FULL -> List.of();
            case INNER, LEFT, RIGHT -> new RowKeys(join).find();
        };
    }

    /**
     * The grouping keys and what tells windows apart: start and end, where windows may start together, or come from
     * anywhere; otherwise its start, its end or its last moment.
     */
    static List<List<Integer>> of(PlanNode.WindowAggregate aggregate) {
        int keys = aggregate.keys().size();
        int start = keys + aggregate.aggregates().size();
        int end = start + 1;
        int time = start + 2;
        List<List<Integer>> tellApart;
        if (aggregate.window() instanceof Window.Attached) {
            tellApart = List.of(List.of(start, end), List.of(start, time));
        } else if (aggregate.window() instanceof Window.Cumulate) {
            tellApart = List.of(List.of(start, end), List.of(end), List.of(time));
        } else {
            tellApart = List.of(List.of(start), List.of(end), List.of(time));
        }
        return tellApart.stream()
                .map(window -> Stream.concat(IntStream.range(0, keys).boxed(), window.stream())
                        .toList())
                .toList();
    }

    /** The best of some keys; none where there are none. */
    static List<Integer> first(List<List<Integer>> keys) {
        return keys.isEmpty() ? List.of() : keys.get(0);
    }

    /** Whether a join never gives more than one row. */
    static boolean isSingleRow(PlanNode.Join join) {
        return switch (join.kind()) {
            case SEMI, ANTI -> join.left().isSingleRow();
            case INNER, LEFT, RIGHT -> join.left().isSingleRow() && join.right().isSingleRow();
            case FULL -> false;
        };
    }

    private List<List<Integer>> find() {
        boolean fillsLeft = join.kind() == PlanNode.Join.JoinKind.RIGHT;
        boolean fillsRight = join.kind() == PlanNode.Join.JoinKind.LEFT;
        List<List<Integer>> ofLeft = known(join.left(), 0);
        List<List<Integer>> ofRight = known(join.right(), leftColumns);
        if (!fillsLeft && isFixed(join.right(), join.rightKeys())) {
            ofLeft.forEach(this::add);
        }
        if (!fillsRight && isFixed(join.left(), join.leftKeys())) {
            ofRight.forEach(this::add);
        }
        for (List<Integer> left : ofLeft) {
            for (List<Integer> right : ofRight) {
                add(union(left, right));
            }
        }
        for (List<Integer> key : List.copyOf(keys)) {
            if (!fillsRight) {
                add(withEqual(key, true));
            }
            if (!fillsLeft) {
                add(withEqual(key, false));
            }
        }
        return List.copyOf(keys);
    }

    private static List<List<Integer>> known(PlanNode side, int firstColumn) {
        return side.isSingleRow()
                ? List.of(List.of())
                : side.identities().stream()
                        .map(key ->
                                key.stream().map(column -> column + firstColumn).toList())
                        .toList();
    }

    /** Whether at most one row of a side has certain values in some columns. */
    private static boolean isFixed(PlanNode side, List<Integer> columns) {
        return side.isSingleRow() || side.identities().stream().anyMatch(columns::containsAll);
    }

    private void add(List<Integer> key) {
        if (!key.isEmpty() && keys.size() < MOST) {
            keys.add(key);
        }
    }

    private static List<Integer> union(List<Integer> left, List<Integer> right) {
        Set<Integer> union = new TreeSet<>(left);
        union.addAll(right);
        return List.copyOf(union);
    }

    /** A key with the columns of one side in place of those of the other that are equal to them. */
    private List<Integer> withEqual(List<Integer> key, boolean toRight) {
        Set<Integer> changed = new TreeSet<>();
        for (int column : key) {
            int pair =
                    toRight ? join.leftKeys().indexOf(column) : join.rightKeys().indexOf(column - leftColumns);
            changed.add(
                    pair < 0
                            ? column
                            : toRight
                                    ? join.rightKeys().get(pair) + leftColumns
                                    : join.leftKeys().get(pair));
        }
        return List.copyOf(changed);
    }

    /** The keys of which a projection passes all columns on. */
    static List<List<Integer>> through(List<List<Integer>> keys, List<Expression> expressions) {
        List<List<Integer>> passed = new ArrayList<>();
        for (List<Integer> key : keys) {
            List<Integer> moved = moved(expressions, key);
            if (moved != null) {
                passed.add(moved);
            }
        }
        return List.copyOf(passed);
    }

    private static @Nullable List<Integer> moved(List<Expression> expressions, List<Integer> key) {
        Set<Integer> moved = new TreeSet<>();
        for (int column : key) {
            int place = indexOf(expressions, column);
            if (place < 0) {
                return null;
            }
            moved.add(place);
        }
        return List.copyOf(moved);
    }

    private static int indexOf(List<Expression> expressions, int inputColumn) {
        for (int i = 0; i < expressions.size(); i++) {
            if (expressions.get(i) instanceof Expression.ColumnReference column && column.index() == inputColumn) {
                return i;
            }
        }
        return -1;
    }
}
