package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.binding.Values;
import io.laminar.plan.AggregateCall;
import io.laminar.state.TableLayout;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/**
 * About the value below which a fraction of the values lies, from a digest of some kilobytes that is finest at both ends. See T. Dunning,
 * O. Ertl, "Computing extremely accurate quantiles using t-digests", 2019. The same rows in the same order give the same
 * result. Rows only come; NaN is passed over.
 */
final class ApproximatePercentile extends GroupObjects<ApproximatePercentile.Digest> {
    private static final short COMPRESSION = 200;

    private final Numbers numbers;
    private final int fraction;

    /** The values of a group, and the fraction that its rows ask for. */
    static final class Digest {
        private final TDigestDouble values = new TDigestDouble(COMPRESSION);
        private double fraction;
    }

    ApproximatePercentile(AggregateCall call, TableLayout layout) {
        super(Digest.class, layout);
        numbers = new Numbers(call.argument(), call.argumentType());
        fraction = call.details().more().get(0);
    }

    @Override
    Digest make() {
        return new Digest();
    }

    @Override
    void add(Digest digest, Batch in, int row) {
        double value = numbers.read(in, row);
        if (!Double.isNaN(value)) {
            digest.fraction = fraction(in, row);
            digest.values.update(value);
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

    @Override
    Digest merge(Digest digest, Digest other) {
        if (!other.values.isEmpty()) {
            digest.values.merge(other.values);
            digest.fraction = other.fraction;
        }
        return digest;
    }

    @Override
    void write(@Nullable Digest digest, Batch out, int column, int row) {
        if (digest == null || digest.values.isEmpty()) {
            out.setNull(column, row);
        } else {
            out.doubles(column)[row] = digest.values.getQuantile(digest.fraction);
        }
    }
}
