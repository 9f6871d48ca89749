package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import java.util.ArrayList;
import java.util.List;

/** Gives each row one more column, the last, with what is known when it comes by. */
public record Stamp(PlanNode input, Kind kind) implements PlanNode.Unary {

    /** What is known. */
    public enum Kind {
        /** The clock, which is then the event time: the watermark follows it, and not that of the input. */
        PROCESSING_TIME,
        /** The watermark of the source before the row; the input is a source. */
        CURRENT_WATERMARK
    }

    public Stamp {
        requireNonNull(input, "input");
        requireNonNull(kind, "kind");
    }

    /** The column with what is known. */
    public int column() {
        return input.schema().size();
    }

    @Override
    public Schema schema() {
        Schema before = input.schema();
        List<Field> fields = new ArrayList<>(before.fields());
        if (kind == Kind.PROCESSING_TIME) {
            fields.add(new Field("$proctime", DataType.TIMESTAMP_LTZ.notNull()));
            return new Schema(fields, column());
        }
        fields.add(new Field("$watermark", before.type(before.timeColumn()).withNullable(true)));
        return new Schema(fields, before.timeColumn());
    }

    @Override
    public ChangelogKind changes() {
        return input.changes();
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<List<Integer>> identities() {
        return input.identities();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.visitStamp(this);
    }
}
