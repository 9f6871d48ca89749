package io.laminar.data.binding;

import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** See {@link ConstantHandles}. */
final class DecoderTemplate extends RowDecoder<Object> {
    private static final MethodHandle READ = ConstantHandles.handleOf(MethodHandles.lookup());

    @Override
    public Object decode(Batch batch, int row) {
        try {
            return (Object) READ.invokeExact(batch, row);
        } catch (Throwable thrown) {
            throw ColumnWriter.failure(thrown);
        }
    }
}
