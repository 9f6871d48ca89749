package io.laminar.data.binding;

import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** See {@link ConstantHandles}. */
final class EncoderTemplate extends RowEncoder<Object> {
    private static final MethodHandle WRITE = ConstantHandles.handleOf(MethodHandles.lookup());

    @Override
    void write(Object row, Batch out, int at) {
        try {
            WRITE.invokeExact(row, out, at);
        } catch (Throwable thrown) {
            throw ColumnWriter.failure(thrown);
        }
    }
}
