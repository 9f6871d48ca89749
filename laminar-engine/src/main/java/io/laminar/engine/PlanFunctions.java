package io.laminar.engine;

import io.laminar.api.DataType;
import io.laminar.expr.Expression;
import io.laminar.expr.UserRoutine;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.PlanNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds the functions of the user that a plan calls. */
final class PlanFunctions {
    private PlanFunctions() {}

    /** What tells an overload of a name. */
    static String key(String name, List<DataType> parameters) {
        return name.toLowerCase(Locale.ROOT) + UserRoutine.key(parameters);
    }

    /** Their keys. */
    static Set<String> in(PlanNode root) {
        Set<String> names = new TreeSet<>();
        collect(root, names);
        return names;
    }

    private static void collect(PlanNode node, Set<String> names) {
        if (node instanceof PlanNode.Filter filter) {
            collect(filter.predicate(), names);
        } else if (node instanceof PlanNode.Project project) {
            project.expressions().forEach(expression -> collect(expression, names));
        } else if (node instanceof PlanNode.Values values) {
            values.rows().forEach(row -> row.forEach(expression -> collect(expression, names)));
        } else if (node instanceof PlanNode.Join join && join.condition() != null) {
            collect(join.condition(), names);
        } else if (node instanceof PlanNode.Unnest unnest && unnest.condition() != null) {
            collect(unnest.condition(), names);
        } else if (node instanceof PlanNode.GroupAggregate aggregate) {
            collect(aggregate.aggregates(), names);
        } else if (node instanceof PlanNode.WindowAggregate aggregate) {
            collect(aggregate.aggregates(), names);
        } else if (node instanceof Over over) {
            collect(
                    over.calls().stream()
                            .map(OverCall::aggregate)
                            .filter(Objects::nonNull)
                            .toList(),
                    names);
        }
        node.inputs().forEach(input -> collect(input, names));
    }

    private static void collect(List<AggregateCall> calls, Set<String> names) {
        for (AggregateCall call : calls) {
            AggregateCall.User user = call.user();
            if (user != null) {
                names.add(key(user.function().name(), user.function().parameters()));
            }
        }
    }

    private static void collect(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Call call && call.function().code() != null) {
            // Operands have been cast to the types of the parameters.
            names.add(key(
                    call.function().name(),
                    call.operands().stream().map(Expression::type).toList()));
        }
        expression.operands().forEach(operand -> collect(operand, names));
    }
}
