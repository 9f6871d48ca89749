package io.laminar.plan;

import io.laminar.api.DataType;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a plan can run in partitions by key: aggregates with grouping keys and joins by equality. Such a node
 * gets its rows by the values of its keys, unless those that it reads come from a node whose partitions hold all rows of
 * each of its keys already.
 *
 * <pre>
 *   GroupAggregate [symbol]              goes on in the partitions of the node below
 *     WindowAggregate [symbol, venue]    by symbol, venue: another exchange would be needed above
 *     WindowAggregate [symbol]           by symbol: none is needed
 * </pre>
 */
public final class Partitioning {
    private Partitioning() {}

    /**
     * How a stateful node gets its rows.
     *
     * @param keys columns of each input that choose the partition; empty when the rows are in their partitions already
     * @param output columns of the node's rows that choose the same partition; empty when none do
     */
    public record Exchange(List<List<Integer>> keys, List<Integer> output) {
        public Exchange {
            keys = keys.stream().map(List::copyOf).toList();
            output = List.copyOf(output);
        }

        /** Whether the node below runs in the same partitions. */
        public boolean continues() {
            return keys.isEmpty();
        }
    }

    /** How a stateful node would run in partitions; null when it cannot. */
    public static @Nullable Exchange of(PlanNode breaker) {
        if (breaker instanceof PlanNode.GroupAggregate aggregate) {
            return aggregate(aggregate.input(), aggregate.keys());
        } else if (breaker instanceof PlanNode.WindowAggregate aggregate) {
            return aggregate(aggregate.input(), aggregate.keys());
        } else if (breaker instanceof Over over) {
            return over(over);
        } else if (breaker instanceof PlanNode.Join join) {
            return join(join);
        }
        return null;
    }

    /** The columns of the input come first, so that the keys stay where they are. */
    private static @Nullable Exchange over(Over over) {
        Exchange exchange = aggregate(over.input(), over.keys());
        return exchange == null
                ? null
                : new Exchange(
                        exchange.keys(),
                        exchange.output().stream().map(over.keys()::get).toList());
    }

    private static @Nullable Exchange aggregate(PlanNode input, List<Integer> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        PipelineExtractor.Cut cut = PipelineExtractor.cut(input);
        Exchange below = of(cut.breaker());
        List<Integer> given = below == null ? List.of() : through(cut.pipeline(), below.output());
        if (!given.isEmpty() && keys.containsAll(given)) {
            return new Exchange(List.of(), given.stream().map(keys::indexOf).toList());
        }
        return new Exchange(
                List.of(keys), IntStream.range(0, keys.size()).boxed().toList());
    }

    /** Where columns are after a pipeline; none when one of them is gone. */
    private static List<Integer> through(PipelineSpec pipeline, List<Integer> columns) {
        List<Integer> at = columns;
        for (Stage stage : pipeline.stages()) {
            if (stage instanceof ProjectStage project) {
                List<Integer> moved = new ArrayList<>();
                for (int column : at) {
                    int position = positionOf(column, project);
                    if (position < 0) {
                        return List.of();
                    }
                    moved.add(position);
                }
                at = moved;
            }
        }
        return at;
    }

    private static int positionOf(int column, ProjectStage project) {
        for (int i = 0; i < project.expressions().size(); i++) {
            if (project.expressions().get(i) instanceof io.laminar.expr.Expression.ColumnReference reference
                    && reference.index() == column) {
                return i;
            }
        }
        return -1;
    }

    /** Whether versions of one row of a node that runs in partitions may come from several of them. */
    public static boolean areVersionsScattered(PlanNode node) {
        if (node.changes() == ChangelogKind.INSERT_ONLY || node.key().isEmpty()) {
            return false;
        }
        PipelineExtractor.Cut cut = PipelineExtractor.cut(node);
        Exchange exchange = of(cut.breaker());
        List<Integer> output = exchange == null ? List.of() : through(cut.pipeline(), exchange.output());
        return output.isEmpty() || !node.key().containsAll(output);
    }

    private static @Nullable Exchange join(PlanNode.Join join) {
        if (join.leftKeys().isEmpty() || !hashAlike(join)) {
            return null;
        }
        int leftColumns = join.left().schema().size();
        List<Integer> output = switch (join.kind()) {
            case INNER, LEFT, SEMI, ANTI -> join.leftKeys();
            case RIGHT ->
                join.rightKeys().stream().map(column -> leftColumns + column).toList();
            case FULL -> List.of();
        };
        return new Exchange(List.of(join.leftKeys(), join.rightKeys()), output);
    }

    /** Whether equal keys of both sides have one representation, and so one hash. */
    private static boolean hashAlike(PlanNode.Join join) {
        for (int i = 0; i < join.leftKeys().size(); i++) {
            DataType left = join.left().schema().type(join.leftKeys().get(i));
            DataType right = join.right().schema().type(join.rightKeys().get(i));
            if (left.kind() != right.kind()
                    || (left.kind() == DataType.Kind.DECIMAL
                            && (left.scale() != right.scale() || left.precision() != right.precision()))) {
                return false;
            }
        }
        return true;
    }

    /** Says by what a plan can run in partitions, outermost node first; empty when nothing of it can. */
    public static String describe(PlanNode node) {
        List<String> keys = new ArrayList<>();
        collect(node, keys);
        return String.join(", then ", keys);
    }

    private static void collect(PlanNode node, List<String> keys) {
        for (PlanNode input : node.inputs()) {
            collect(input, keys);
        }
        Exchange exchange = of(node);
        if (exchange != null && !exchange.continues()) {
            PlanNode input = node.inputs().get(0);
            keys.add(exchange.keys().get(0).stream()
                    .map(column -> input.schema().field(column).name())
                    .collect(Collectors.joining(", ", "[", "]")));
        }
    }

    /** Why nothing of a plan can run in partitions. */
    public static String reason(PlanNode node) {
        if (has(node, PlanNode.GroupAggregate.class) || has(node, PlanNode.WindowAggregate.class)) {
            return "no grouping key";
        } else if (has(node, PlanNode.Join.class)) {
            return "no join by equal keys of the same type";
        } else if (has(node, Over.class)) {
            return "no PARTITION BY";
        } else if (has(node, PlanNode.Sort.class)) {
            return "a sort needs all rows";
        }
        return "nothing to group or join by";
    }

    private static boolean has(PlanNode node, Class<? extends PlanNode> type) {
        return type.isInstance(node) || node.inputs().stream().anyMatch(input -> has(input, type));
    }
}
