package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Temporals;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.AggregateCall.Function;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import java.util.ArrayList;
import java.util.List;

/** Plan nodes for tests, in few words. */
final class Plans {
    static final long SEED = 42;

    private Plans() {}

    static Schema schema(DataType... types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return Schema.of(fields);
    }

    static PlanNode scan(Schema schema, ChangelogKind changes) {
        return new PlanNode.Scan("input", schema, changes, List.of(), false);
    }

    static AggregateCall count() {
        return new AggregateCall(
                Function.COUNT_ALL, AggregateCall.NONE, DataType.BIGINT, AggregateCall.NONE, DataType.BIGINT, "n");
    }

    static AggregateCall call(Function function, int argument, DataType argumentType, DataType type) {
        return new AggregateCall(function, argument, argumentType, AggregateCall.NONE, type, "a");
    }

    static AggregateCall filtered(AggregateCall call, int filter) {
        return new AggregateCall(
                call.function(), call.argument(), call.argumentType(), filter, call.type(), call.name());
    }

    static long seconds(long seconds) {
        return seconds * Temporals.MICROS_PER_SECOND;
    }

    static PlanNode.WindowAggregate windowAggregate(
            PlanNode input,
            Window window,
            List<Integer> keys,
            List<AggregateCall> aggregates,
            EmitMode emit,
            long lateness) {
        List<DataType> types = resultTypes(input, keys, aggregates);
        types.addAll(List.of(DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.TIMESTAMP));
        return new PlanNode.WindowAggregate(
                input, window, keys, aggregates, emit, lateness, List.of(), schema(types.toArray(DataType[]::new)));
    }

    static PlanNode.GroupAggregate groupAggregate(PlanNode input, List<Integer> keys, List<AggregateCall> aggregates) {
        return new PlanNode.GroupAggregate(
                input,
                keys,
                aggregates,
                schema(resultTypes(input, keys, aggregates).toArray(DataType[]::new)));
    }

    private static List<DataType> resultTypes(PlanNode input, List<Integer> keys, List<AggregateCall> aggregates) {
        List<DataType> types = new ArrayList<>();
        keys.forEach(key -> types.add(input.schema().type(key)));
        aggregates.forEach(call -> types.add(call.type()));
        return types;
    }
}
