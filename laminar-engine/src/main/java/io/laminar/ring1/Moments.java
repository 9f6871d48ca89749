package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;

/**
 * Variance, covariance and correlation from count, means and sums of products of deviations. See B. P. Welford, "Note on a method
 * for calculating corrected sums of squares and products", 1962, and for merging T. F. Chan et al., "Updating formulae and a
 * pairwise algorithm for computing sample variances", 1979. Values that are not finite are counted apart; with one of them
 * the result is NaN. A row that goes is taken out by the same formulae backwards.
 */
final class Moments implements Accumulator, AggregateResult {
    private final AggregateCall.Function function;
    private final int x;
    private final int y;
    private final double scaleX;
    private final double scaleY;
    private final int count;
    private final int notFinite;
    private final int meanX;
    private final int meanY;
    private final int squaresX;
    private final int squaresY;
    private final int products;

    Moments(AggregateCall call, TableLayout layout) {
        function = call.function();
        // The functions of two arguments take the dependent one first.
        boolean isOfTwo = !call.details().more().isEmpty();
        y = call.argument();
        x = isOfTwo ? call.details().more().get(0) : y;
        scaleY = scale(call.argumentType());
        scaleX = isOfTwo ? scale(call.details().moreTypes().get(0)) : scaleY;
        count = layout.addLong(0);
        notFinite = layout.addLong(0);
        meanX = layout.addDouble(0);
        meanY = layout.addDouble(0);
        squaresX = layout.addDouble(0);
        squaresY = layout.addDouble(0);
        products = layout.addDouble(0);
    }

    private static double scale(DataType type) {
        return type.kind() == DataType.Kind.DECIMAL ? Math.pow(10, type.scale()) : 1;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            if (in.isNull(x, row) || in.isNull(y, row)) {
                continue;
            }
            int slot = rows.slots()[i];
            double valueX = value(in, x, row, scaleX);
            double valueY = value(in, y, row, scaleY);
            int weight = in.weight(row);
            if (!Double.isFinite(valueX) || !Double.isFinite(valueY)) {
                table.addLong(notFinite, slot, weight);
                continue;
            }
            for (int n = 0; n < weight; n++) {
                insert(table, slot, valueX, valueY);
            }
            for (int n = weight; n < 0; n++) {
                remove(table, slot, valueX, valueY);
            }
        }
    }

    private static double value(Batch in, int column, int row, double scale) {
        return switch (in.kind(column)) {
            case LONG -> in.longs(column)[row] / scale;
            case DOUBLE -> in.doubles(column)[row];
            case OBJECT -> in.objects(column)[row] instanceof BigDecimal decimal ? decimal.doubleValue() : Double.NaN;
        };
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

    private void remove(KeyedTable table, int slot, double valueX, double valueY) {
        long n = table.longAt(count, slot) - 1;
        table.setLong(count, slot, n);
        if (n == 0) {
            for (int cell : new int[] {meanX, meanY, squaresX, squaresY, products}) {
                table.setDouble(cell, slot, 0);
            }
            return;
        }
        double toX = valueX - table.doubleAt(meanX, slot);
        double toY = valueY - table.doubleAt(meanY, slot);
        table.setDouble(meanX, slot, table.doubleAt(meanX, slot) - toX / n);
        table.setDouble(meanY, slot, table.doubleAt(meanY, slot) - toY / n);
        double fromX = valueX - table.doubleAt(meanX, slot);
        double fromY = valueY - table.doubleAt(meanY, slot);
        grow(table, slot, -fromX * toX, -fromY * toY, -fromX * toY);
    }

    private void grow(KeyedTable table, int slot, double ofX, double ofY, double ofBoth) {
        table.setDouble(squaresX, slot, Math.max(0, table.doubleAt(squaresX, slot) + ofX));
        table.setDouble(squaresY, slot, Math.max(0, table.doubleAt(squaresY, slot) + ofY));
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
        boolean isFinite = table.longAt(notFinite, slot) == 0;
        long n = table.longAt(count, slot) + table.longAt(notFinite, slot);
        if (function == AggregateCall.Function.REGR_COUNT) {
            out.longs(column)[row] = n;
            return;
        }
        double ofX = table.doubleAt(squaresX, slot);
        double ofY = table.doubleAt(squaresY, slot);
        double both = table.doubleAt(products, slot);
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
