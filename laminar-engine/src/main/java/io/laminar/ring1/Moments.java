package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;

/**
 * Variance, covariance and correlation from count, means and sums of products of deviations. See B. P. Welford, "Note on a method
 * for calculating corrected sums of squares and products", 1962, and for merging T. F. Chan et al., "Updating formulae and a
 * pairwise algorithm for computing sample variances", 1979. Values that are not finite are counted apart; with one of them
 * the result is NaN. Rows only come; see {@link ExactMoments} for others.
 */
final class Moments implements Accumulator, AggregateResult {
    private final AggregateCall.Function function;
    private final Numbers x;
    private final Numbers y;
    private final int count;
    private final int notFinite;
    private final int meanX;
    private final int meanY;
    private final int squaresX;
    private final int squaresY;
    private final int products;

    Moments(AggregateCall call, TableLayout layout) {
        function = call.function();
        y = dependent(call);
        x = independent(call);
        count = layout.addLong(0);
        notFinite = layout.addLong(0);
        meanX = layout.addDouble(0);
        meanY = layout.addDouble(0);
        squaresX = layout.addDouble(0);
        squaresY = layout.addDouble(0);
        products = layout.addDouble(0);
    }

    /** The first argument, which is the only one of functions of one. */
    static Numbers dependent(AggregateCall call) {
        return new Numbers(call.argument(), call.argumentType());
    }

    /** The second argument, or the only one. */
    static Numbers independent(AggregateCall call) {
        AggregateCall.Details details = call.details();
        return details.more().isEmpty()
                ? dependent(call)
                : new Numbers(details.more().get(0), details.moreTypes().get(0));
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            if (in.isNull(x.column(), row) || in.isNull(y.column(), row)) {
                continue;
            }
            int slot = rows.slots()[i];
            double valueX = x.read(in, row);
            double valueY = y.read(in, row);
            int weight = in.weight(row);
            if (!Double.isFinite(valueX) || !Double.isFinite(valueY)) {
                table.addLong(notFinite, slot, weight);
                continue;
            }
            for (int n = 0; n < weight; n++) {
                insert(table, slot, valueX, valueY);
            }
        }
    }

    private void insert(KeyedTable table, int slot, double valueX, double valueY) {
        long n = table.longAt(count, slot) + 1;
        table.setLong(count, slot, n);
        double fromX = valueX - table.doubleAt(meanX, slot);
        double fromY = valueY - table.doubleAt(meanY, slot);
        table.setDouble(meanX, slot, table.doubleAt(meanX, slot) + fromX / n);
        table.setDouble(meanY, slot, table.doubleAt(meanY, slot) + fromY / n);
        double toX = valueX - table.doubleAt(meanX, slot);
        double toY = valueY - table.doubleAt(meanY, slot);
        grow(table, slot, fromX * toX, fromY * toY, fromX * toY);
    }

    private void grow(KeyedTable table, int slot, double ofX, double ofY, double ofBoth) {
        table.setDouble(squaresX, slot, table.doubleAt(squaresX, slot) + ofX);
        table.setDouble(squaresY, slot, table.doubleAt(squaresY, slot) + ofY);
        table.setDouble(products, slot, table.doubleAt(products, slot) + ofBoth);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int groups) {
        for (int i = 0; i < groups; i++) {
            int there = fromSlots[i];
            int here = intoSlots[i];
            into.addLong(notFinite, here, from.longAt(notFinite, there));
            long added = from.longAt(count, there);
            long before = into.longAt(count, here);
            if (added == 0) {
                continue;
            }
            long total = before + added;
            double apartX = from.doubleAt(meanX, there) - into.doubleAt(meanX, here);
            double apartY = from.doubleAt(meanY, there) - into.doubleAt(meanY, here);
            double share = (double) before * added / total;
            into.setLong(count, here, total);
            into.setDouble(meanX, here, into.doubleAt(meanX, here) + apartX * added / total);
            into.setDouble(meanY, here, into.doubleAt(meanY, here) + apartY * added / total);
            grow(
                    into,
                    here,
                    from.doubleAt(squaresX, there) + apartX * apartX * share,
                    from.doubleAt(squaresY, there) + apartY * apartY * share,
                    from.doubleAt(products, there) + apartX * apartY * share);
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        write(
                function,
                table.longAt(count, slot),
                table.longAt(notFinite, slot),
                table.doubleAt(squaresX, slot),
                table.doubleAt(squaresY, slot),
                table.doubleAt(products, slot),
                out,
                column,
                row);
    }

    /**
     * Writes a result.
     *
     * @param ofX sum of the squares of the deviations of the second argument
     * @param ofY of the first
     * @param both sum of the products of both
     */
    static void write(
            AggregateCall.Function function,
            long finite,
            long notFinite,
            double ofX,
            double ofY,
            double both,
            Batch out,
            int column,
            int row) {
        long n = finite + notFinite;
        boolean isFinite = notFinite == 0;
        if (function == AggregateCall.Function.REGR_COUNT) {
            out.longs(column)[row] = n;
            return;
        }
        boolean isOfSample = switch (function) {
            case VAR_SAMP, STDDEV_SAMP, COVAR_SAMP -> true;
            default -> false;
        };
        boolean hasNone = n < (isOfSample ? 2 : 1)
                || (function == AggregateCall.Function.CORR && isFinite && (ofX == 0 || ofY == 0));
        if (hasNone) {
            out.setNull(column, row);
            return;
        }
        double result = switch (function) {
            case VAR_POP -> ofY / n;
            case VAR_SAMP -> ofY / (n - 1);
            case STDDEV_POP -> Math.sqrt(ofY / n);
            case STDDEV_SAMP -> Math.sqrt(ofY / (n - 1));
            case COVAR_POP -> both / n;
            case COVAR_SAMP -> both / (n - 1);
            case CORR -> Math.max(-1, Math.min(1, both / Math.sqrt(ofX) / Math.sqrt(ofY)));
            case REGR_SXX -> ofX;
            case REGR_SYY -> ofY;
            default -> throw new IllegalStateException("not of moments: " + function);
        };
        out.doubles(column)[row] = isFinite ? result : Double.NaN;
    }
}
