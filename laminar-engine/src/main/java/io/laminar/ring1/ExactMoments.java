package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Variance, covariance and correlation over rows that come and go, from exact sums: whatever was there before leaves no trace. Values
 * that are not finite are counted apart; with one of them the result is NaN.
 */
final class ExactMoments extends GroupObjects<ExactMoments.Sums> {
    private final AggregateCall.Function function;
    private final Numbers x;
    private final Numbers y;

    /** Sums of a group. */
    static final class Sums {
        private long count;
        private long notFinite;
        private BigDecimal x = BigDecimal.ZERO;
        private BigDecimal y = BigDecimal.ZERO;
        private BigDecimal xx = BigDecimal.ZERO;
        private BigDecimal yy = BigDecimal.ZERO;
        private BigDecimal xy = BigDecimal.ZERO;
    }

    ExactMoments(AggregateCall call, TableLayout layout) {
        super(Sums.class, layout);
        function = call.function();
        y = Moments.dependent(call);
        x = Moments.independent(call);
    }

    @Override
    Sums make() {
        return new Sums();
    }

    @Override
    void add(Sums sums, Batch in, int row) {
        if (in.isNull(x.column(), row) || in.isNull(y.column(), row)) {
            return;
        }
        int weight = in.weight(row);
        if (!Double.isFinite(x.read(in, row)) || !Double.isFinite(y.read(in, row))) {
            sums.notFinite += weight;
            return;
        }
        BigDecimal times = BigDecimal.valueOf(weight);
        BigDecimal valueX = x.exact(in, row);
        BigDecimal valueY = y.exact(in, row);
        BigDecimal weightedX = valueX.multiply(times);
        BigDecimal weightedY = valueY.multiply(times);
        sums.count += weight;
        sums.x = sums.x.add(weightedX);
        sums.y = sums.y.add(weightedY);
        sums.xx = sums.xx.add(weightedX.multiply(valueX));
        sums.yy = sums.yy.add(weightedY.multiply(valueY));
        sums.xy = sums.xy.add(weightedX.multiply(valueY));
    }

    @Override
    Sums merge(Sums sums, Sums other) {
        sums.count += other.count;
        sums.notFinite += other.notFinite;
        sums.x = sums.x.add(other.x);
        sums.y = sums.y.add(other.y);
        sums.xx = sums.xx.add(other.xx);
        sums.yy = sums.yy.add(other.yy);
        sums.xy = sums.xy.add(other.xy);
        return sums;
    }

    @Override
    Sums persist(Sums sums, StateArchive archive) {
        sums.count = archive.number(sums.count);
        sums.notFinite = archive.number(sums.notFinite);
        sums.x = persist(sums.x, archive);
        sums.y = persist(sums.y, archive);
        sums.xx = persist(sums.xx, archive);
        sums.yy = persist(sums.yy, archive);
        sums.xy = persist(sums.xy, archive);
        return sums;
    }

    private static BigDecimal persist(BigDecimal sum, StateArchive archive) {
        return (BigDecimal) Objects.requireNonNull(archive.value(sum));
    }

    @Override
    void write(@Nullable Sums sums, Batch out, int column, int row) {
        Sums present = sums == null ? make() : sums;
        double ofX = deviations(present.xx, present.x, present.x, present.count);
        double ofY = deviations(present.yy, present.y, present.y, present.count);
        double both = deviations(present.xy, present.x, present.y, present.count);
        Moments.write(function, present.count, present.notFinite, ofX, ofY, both, out, column, row);
    }

    /** The sum of products of deviations from the means. */
    private static double deviations(BigDecimal products, BigDecimal a, BigDecimal b, long count) {
        if (count <= 0) {
            return 0;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        return products.multiply(n)
                .subtract(a.multiply(b))
                .divide(n, MathContext.DECIMAL128)
                .doubleValue();
    }
}
