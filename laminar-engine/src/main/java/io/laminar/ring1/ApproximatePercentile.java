package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.binding.Values;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/**
 * About the value below which a fraction of the values lies, from a digest of some kilobytes that is finest at both ends. See T. Dunning,
 * O. Ertl, "Computing extremely accurate quantiles using t-digests", 2019. The same rows in the same order give the same
 * result. Rows only come; NaN is passed over.
 */
final class ApproximatePercentile implements Accumulator, AggregateResult {
    private static final short COMPRESSION = 200;

    private final int argument;
    private final double scale;
    private final int fraction;
    private final int fractionOfGroup;
    private final int column;

    ApproximatePercentile(AggregateCall call, TableLayout layout) {
        argument = call.argument();
        fraction = call.details().more().get(0);
        DataType type = call.argumentType();
        scale = type.kind() == DataType.Kind.DECIMAL ? Math.pow(10, type.scale()) : 1;
        fractionOfGroup = layout.addDouble(0);
        column = layout.addObject();
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        @Nullable Object[] digests = table.objects(column);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            double value = switch (in.kind(argument)) {
                case LONG -> in.longs(argument)[row] / scale;
                case DOUBLE -> in.doubles(argument)[row];
                case OBJECT ->
                    in.objects(argument)[row] instanceof BigDecimal decimal ? decimal.doubleValue() : Double.NaN;
            };
            if (!Double.isNaN(value)) {
                table.setDouble(fractionOfGroup, slot, fraction(in, row));
                digest(digests, slot).update(value);
            }
        }
    }

    private double fraction(Batch in, int row) {
        Object value = Values.toJava(in, fraction, row);
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!(number >= 0 && number <= 1)) {
            throw new LaminarException(
                    ErrorCode.INVALID_ARGUMENT, "APPROX_PERCENTILE takes a fraction from 0 to 1 but got " + value);
        }
        return number;
    }

    private static TDigestDouble digest(@Nullable Object[] digests, int slot) {
        if (digests[slot] instanceof TDigestDouble present) {
            return present;
        }
        TDigestDouble made = new TDigestDouble(COMPRESSION);
        digests[slot] = made;
        return made;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            if (from.objects(column)[fromSlots[i]] instanceof TDigestDouble there) {
                digest(into.objects(column), intoSlots[i]).merge(there);
                into.setDouble(fractionOfGroup, intoSlots[i], from.doubleAt(fractionOfGroup, fromSlots[i]));
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        if (table.objects(column)[slot] instanceof TDigestDouble digest && !digest.isEmpty()) {
            out.doubles(outColumn)[row] = digest.getQuantile(table.doubleAt(fractionOfGroup, slot));
        } else {
            out.setNull(outColumn, row);
        }
    }
}
