package io.laminar.plan;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What the state of a stateful node depends on: its kind, its keys and aggregates, and the types of its inputs. Nodes with
 * equal fingerprints can take each other's state over; names do not matter, nor what lies between the node and the next.
 */
public final class StateFingerprint implements PlanVisitor<List<Object>> {
    private static final StateFingerprint INSTANCE = new StateFingerprint();

    private StateFingerprint() {}

    /** The fingerprint of a node, without that of its inputs. */
    public static List<Object> of(PlanNode node) {
        return node.accept(INSTANCE);
    }

    private static List<Object> inputs(PlanNode node) {
        return node.inputs().stream()
                .map(input -> List.of(types(input.schema()), input.changes()))
                .map(Object.class::cast)
                .toList();
    }

    private static List<DataType> types(Schema schema) {
        return schema.fields().stream()
                .map(field -> field.type().withNullable(true))
                .toList();
    }

    private static List<Object> aggregates(List<AggregateCall> calls) {
        return calls.stream()
                .map(call -> List.of(
                        call.function(),
                        call.argument(),
                        call.argumentType().withNullable(true),
                        call.filter(),
                        call.type().withNullable(true),
                        Optional.ofNullable(call.user()),
                        call.details()))
                .map(Object.class::cast)
                .toList();
    }

    @Override
    public List<Object> visitScan(PlanNode.Scan scan) {
        return List.of("Scan", scan.relation().toLowerCase(java.util.Locale.ROOT), types(scan.schema()));
    }

    @Override
    public List<Object> visitValues(PlanNode.Values values) {
        return List.of("Values", values.rows());
    }

    @Override
    public List<Object> visitFilter(PlanNode.Filter filter) {
        throw new IllegalArgumentException("has no state: " + filter);
    }

    @Override
    public List<Object> visitProject(PlanNode.Project project) {
        throw new IllegalArgumentException("has no state: " + project);
    }

    @Override
    public List<Object> visitWindowAssign(PlanNode.WindowAssign assign) {
        return List.of("WindowAssign", assign.window(), inputs(assign));
    }

    @Override
    public List<Object> visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        return List.of(
                "WindowAggregate",
                aggregate.window(),
                aggregate.keys(),
                aggregates(aggregate.aggregates()),
                aggregate.emit(),
                aggregate.latenessMicros(),
                aggregate.lateColumns(),
                inputs(aggregate));
    }

    @Override
    public List<Object> visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return List.of("GroupAggregate", aggregate.keys(), aggregates(aggregate.aggregates()), inputs(aggregate));
    }

    @Override
    public List<Object> visitJoin(PlanNode.Join join) {
        return List.of(
                "Join",
                join.kind(),
                join.leftKeys(),
                join.rightKeys(),
                String.valueOf(join.condition()),
                join.strategy(),
                ends(JoinTimes.of(join)),
                inputs(join));
    }

    private static List<Object> ends(JoinTimes times) {
        return List.of(
                times.leftWindow(),
                times.rightWindow(),
                times.left(),
                times.right(),
                times.leftLate(),
                times.rightLate());
    }

    @Override
    public List<Object> visitUnion(PlanNode.Union union) {
        return List.of("Union", inputs(union));
    }

    @Override
    public List<Object> visitUnnest(PlanNode.Unnest unnest) {
        return List.of(
                "Unnest",
                unnest.collections(),
                unnest.hasOrdinality(),
                unnest.isOuter(),
                String.valueOf(unnest.condition()),
                inputs(unnest));
    }

    @Override
    public List<Object> visitOver(Over over) {
        return List.of(
                "Over",
                over.keys(),
                over.order(),
                over.frame(),
                over.calls().stream()
                        .map(call -> List.of(
                                call.aggregate() == null ? List.of() : aggregates(List.of(call.aggregate())),
                                call.function(),
                                call.argument(),
                                call.number(),
                                call.otherwise(),
                                call.ignoresNulls()))
                        .toList(),
                over.emission(),
                over.limit(),
                inputs(over));
    }

    @Override
    public List<Object> visitSort(PlanNode.Sort sort) {
        return List.of("Sort", sort.order(), sort.offset(), sort.limit(), inputs(sort));
    }

    @Override
    public List<Object> visitStamp(Stamp stamp) {
        return List.of("Stamp", stamp.kind(), inputs(stamp));
    }

    @Override
    public List<Object> visitPeriodic(Periodic periodic) {
        return List.of("Periodic", periodic.everyMicros(), inputs(periodic));
    }
}
