package io.laminar.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * GROUPING SETS, ROLLUP and CUBE as a UNION ALL of one aggregation for each set, with NULL for the keys that are not in the set and with
 * the values of GROUPING as constants. What they aggregate is alike, so it is worked out once (SharedInputs).
 */
final class GroupingSets {
    private GroupingSets() {}

    /** Whether an aggregation has several sets, or asks which of its keys are grouped. */
    static boolean applies(Aggregate aggregate) {
        return aggregate.getGroupType() != Aggregate.Group.SIMPLE
                || aggregate.getAggCallList().stream().anyMatch(GroupingSets::isGrouping);
    }

    private static boolean isGrouping(AggregateCall call) {
        String name = call.getAggregation().getName();
        return name.equalsIgnoreCase("GROUPING") || name.equalsIgnoreCase("GROUPING_ID");
    }

    /** What is to be united: for each set a projection over its aggregation. */
    static List<Project> expand(Aggregate aggregate) {
        return aggregate.getGroupSets().stream()
                .map(set -> ofSet(aggregate, set))
                .toList();
    }

    private static Project ofSet(Aggregate aggregate, ImmutableBitSet set) {
        List<AggregateCall> calls = aggregate.getAggCallList().stream()
                .filter(call -> !isGrouping(call))
                .toList();
        RelNode grouped = LogicalAggregate.create(aggregate.getInput(), List.of(), set, null, calls);
        RexBuilder builder = aggregate.getCluster().getRexBuilder();
        List<RelDataTypeField> fields = aggregate.getRowType().getFieldList();
        List<RexNode> columns = new ArrayList<>();
        int column = 0;
        for (int key : aggregate.getGroupSet()) {
            RelDataType type = fields.get(column).getType();
            columns.add(
                    set.get(key)
                            ? builder.ensureType(type, builder.makeInputRef(grouped, set.indexOf(key)), true)
                            : builder.makeNullLiteral(type));
            column++;
        }
        int next = set.cardinality();
        for (AggregateCall call : aggregate.getAggCallList()) {
            RelDataType type = fields.get(column++).getType();
            columns.add(
                    isGrouping(call)
                            ? builder.makeLiteral(grouping(call, set), type, true)
                            : builder.ensureType(type, builder.makeInputRef(grouped, next++), true));
        }
        return LogicalProject.create(
                grouped, List.of(), columns, aggregate.getRowType().getFieldNames(), java.util.Set.of());
    }

    /** A bit for each argument, 1 where it is not among the keys of the set. */
    private static BigDecimal grouping(AggregateCall call, ImmutableBitSet set) {
        long bits = 0;
        for (int argument : call.getArgList()) {
            bits = bits << 1 | (set.get(argument) ? 0 : 1);
        }
        return BigDecimal.valueOf(bits);
    }
}
