package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Builds unions, whose inputs have the same types, nullability aside, and whose times are the times of all of them. */
final class Unions {
    private Unions() {}

    /** Names and types as Calcite has them. */
    static List<Field> fieldsOf(RelDataType row) {
        return row.getFieldList().stream()
                .map(field -> new Field(field.getName(), Types.of(field.getType())))
                .toList();
    }

    /**
     * All rows of all inputs.
     *
     * @param fields names of the columns, and the types that they get
     * @param window the columns that say which window a row of any input belongs to, or null
     */
    static Planned all(List<Planned> inputs, List<Field> fields, @Nullable WindowColumns window) {
        List<Planned> alike =
                inputs.stream().map(input -> withTypes(input, fields)).toList();
        List<Integer> times = new ArrayList<>(alike.get(0).times());
        alike.forEach(input -> times.retainAll(input.times()));
        List<Field> united = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            int column = i;
            boolean isNullable = alike.stream()
                    .anyMatch(input -> input.node().schema().type(column).nullable());
            DataType type = alike.get(0).node().schema().type(i);
            united.add(new Field(fields.get(i).name(), type.withNullable(isNullable)));
        }
        Schema schema = new Schema(united, Planned.best(times));
        List<PlanNode> nodes = alike.stream().map(Planned::node).toList();
        return new Planned(new PlanNode.Union(nodes, schema), times, window);
    }

    private static Planned withTypes(Planned input, List<Field> fields) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(RexTranslator.convertTo(fields.get(i).type(), Projections.column(input.node(), i)));
        }
        return Projections.project(input, columns, input.node().schema().names());
    }
}
