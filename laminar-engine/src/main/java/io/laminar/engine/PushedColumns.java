package io.laminar.engine;

import io.laminar.api.BatchWriter;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayValues;
import io.laminar.data.binding.RowBlock;
import org.jspecify.annotations.Nullable;

/** The way in for columns of one thread. */
final class PushedColumns implements BatchWriter {
    private final SourceChannel channel;
    private final RowBlock block;

    PushedColumns(SourceChannel channel) {
        this.channel = channel;
        this.block = new RowBlock(channel.pool().schema());
    }

    @Override
    public Schema schema() {
        return block.schema();
    }

    @Override
    public BatchWriter set(int column, long[] values, int offset) {
        block.set(column, ArrayValues.of(field(column), values, offset));
        return this;
    }

    @Override
    public BatchWriter set(int column, int[] values, int offset) {
        block.set(column, ArrayValues.of(field(column), values, offset));
        return this;
    }

    @Override
    public BatchWriter set(int column, double[] values, int offset) {
        block.set(column, ArrayValues.of(field(column), values, offset));
        return this;
    }

    @Override
    public BatchWriter set(int column, @Nullable Object[] values, int offset) {
        block.set(column, ArrayValues.of(field(column), values, offset));
        return this;
    }

    @Override
    public BatchWriter setNulls(int column, boolean[] isNull, int offset) {
        Field field = field(column);
        if (!(block.values(column) instanceof ArrayValues values)) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "column " + field.name() + " has no values yet; set them before its NULLs, or leave it out");
        }
        values.nulls(isNull, offset);
        return this;
    }

    @Override
    public void append(int rows) {
        requireCount(rows);
        try {
            block.check(rows);
            channel.append(block);
        } finally {
            block.clear();
        }
    }

    @Override
    public void lend(int rows, Runnable whenReturned) {
        Batch batch = null;
        try {
            requireCount(rows);
            block.check(rows);
            batch = channel.canLend() ? block.lend(whenReturned) : null;
            if (batch == null) {
                channel.append(block);
            } else {
                channel.append(batch, block.offset());
            }
        } finally {
            block.clear();
            if (batch == null) {
                whenReturned.run();
            } else {
                batch.release();
            }
        }
    }

    private static void requireCount(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be 0 or more but is " + rows);
        }
    }

    private Field field(int column) {
        return schema().field(column);
    }
}
