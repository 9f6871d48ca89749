package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.binding.Values;
import io.laminar.plan.AggregateCall;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.util.Arrays;
import org.apache.datasketches.memory.Memory;
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

    /**
     * The values of a group, and the fraction that its rows ask for. Values wait for each other, and go into the digest a fixed number at
     * a time, so that it does not depend on when somebody looks at the result or keeps the state.
     */
    static final class Digest {
        private static final int WAITING = 256;

        private TDigestDouble values = new TDigestDouble(COMPRESSION);
        private double[] waiting = new double[8];
        private int waitingCount;
        private double fraction;

        private boolean isEmpty() {
            return waitingCount == 0 && values.isEmpty();
        }

        private void update(double value) {
            if (waitingCount == waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * waitingCount);
            }
            waiting[waitingCount++] = value;
            if (waitingCount == WAITING) {
                addWaiting(values);
                values.compress();
                waitingCount = 0;
            }
        }

        private void addWaiting(TDigestDouble digest) {
            for (int i = 0; i < waitingCount; i++) {
                digest.update(waiting[i]);
            }
        }

        private void merge(Digest other) {
            if (!other.values.isEmpty()) {
                values.merge(other.values);
                values.compress();
            }
            for (int i = 0; i < other.waitingCount; i++) {
                update(other.waiting[i]);
            }
        }

        private double quantile() {
            TDigestDouble all = values;
            if (waitingCount > 0) {
                all = new TDigestDouble(COMPRESSION);
                all.merge(values);
                addWaiting(all);
            }
            return all.getQuantile(fraction);
        }

        private Digest persist(StateArchive archive) {
            fraction = archive.real(fraction);
            waitingCount = archive.integer(waitingCount);
            if (waitingCount > waiting.length) {
                waiting = new double[waitingCount];
            }
            archive.doubles(waiting, waitingCount);
            values = SketchBytes.persist(
                    archive, values, TDigestDouble::toByteArray, bytes -> TDigestDouble.heapify(Memory.wrap(bytes)));
            return this;
        }
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
            digest.update(value);
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
        if (!other.isEmpty()) {
            digest.merge(other);
            digest.fraction = other.fraction;
        }
        return digest;
    }

    @Override
    Digest persist(Digest digest, StateArchive archive) {
        return digest.persist(archive);
    }

    @Override
    void write(@Nullable Digest digest, Batch out, int column, int row) {
        if (digest == null || digest.isEmpty()) {
            out.setNull(column, row);
        } else {
            out.doubles(column)[row] = digest.quantile();
        }
    }
}
