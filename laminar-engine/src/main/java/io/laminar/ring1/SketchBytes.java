package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.state.StateArchive;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sketches of Apache DataSketches as bytes. The last version for Java 17 writes and reads them through a library that knows Java up to
 * 21 and refuses to be loaded by later ones; counting and merging do without it.
 */
final class SketchBytes {
    private SketchBytes() {}

    /**
     * Writes a sketch and returns it, or returns the one that was written.
     *
     * @throws LaminarException with {@code STATE_NOT_SERIALIZABLE} on a Java that the library does not know
     */
    static <S> S persist(StateArchive archive, S sketch, Function<S, byte[]> writer, Function<byte[], S> reader) {
        if (archive.isReading()) {
            byte[] bytes = (byte[]) Objects.requireNonNull(archive.value(null));
            return onKnownJava(() -> reader.apply(bytes));
        }
        archive.value(onKnownJava(() -> writer.apply(sketch)));
        return sketch;
    }

    private static <T> T onKnownJava(Supplier<T> action) {
        try {
            return action.get();
        } catch (LinkageError refused) {
            throw new LaminarException(
                    ErrorCode.STATE_NOT_SERIALIZABLE,
                    "the sketches of APPROX_COUNT_DISTINCT and APPROX_PERCENTILE cannot be kept on Java "
                            + Runtime.version().feature()
                            + ", which Apache DataSketches 6 does not know; run on Java 17 or 21, or use COUNT(DISTINCT) or PERCENTILE_CONT",
                    refused);
        }
    }
}
