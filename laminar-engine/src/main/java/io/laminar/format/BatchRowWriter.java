package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.TextValues;
import io.laminar.spi.RowWriter;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Appends rows to a batch, and to the next one when that is full. */
public final class BatchRowWriter implements RowWriter {
    private static final byte UNSET = 0;
    private static final byte NULL = 1;
    private static final byte VALUE = 2;

    private final Schema schema;
    private final Field[] fields;
    private final byte[] states;
    private final UnaryOperator<Batch> whenFull;
    private Batch batch;

    /** A writer whose owner asks for no more rows than the batch has room for; see {@link #batch(Batch)}. */
    public BatchRowWriter(Batch batch) {
        this(batch, full -> full);
    }

    /**
     * @param batch first batch
     * @param whenFull called as soon as a batch is full, gives the next one, of the same columns
     */
    public BatchRowWriter(Batch batch, UnaryOperator<Batch> whenFull) {
        this.batch = batch;
        this.whenFull = whenFull;
        schema = batch.schema();
        fields = schema.fields().toArray(Field[]::new);
        states = new byte[fields.length];
    }

    /** The batch that rows go to. */
    public Batch batch() {
        return batch;
    }

    /** Makes rows go to another batch of the same columns; between two rows. */
    public void batch(Batch next) {
        batch = next;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void setNull(int column) {
        states[column] = NULL;
    }

    @Override
    public void setLong(int column, long value) {
        batch.longs(column)[batch.rows()] = value;
        states[column] = VALUE;
    }

    @Override
    public void setDouble(int column, double value) {
        batch.doubles(column)[batch.rows()] = value;
        states[column] = VALUE;
    }

    @Override
    public void setObject(int column, @Nullable Object value) {
        batch.objects(column)[batch.rows()] = value;
        states[column] = value == null ? NULL : VALUE;
    }

    @Override
    public void setText(int column, CharSequence text) {
        Field field = fields[column];
        if (text.length() == 0 && !TextValues.hasEmptyText(field.type())) {
            setNull(column);
            return;
        }
        switch (batch.kind(column)) {
            case LONG -> setLong(column, TextValues.parseLong(field, text));
            case DOUBLE -> setDouble(column, TextValues.parseDouble(field, text));
            case OBJECT -> setObject(column, parseObject(field, text));
        }
    }

    private static Object parseObject(Field field, CharSequence text) {
        return switch (field.type().kind()) {
            case ARRAY, MAP, ROW -> JsonValues.parse(field, text);
            default -> TextValues.parseObject(field, text);
        };
    }

    @Override
    public void endRow() {
        int row = batch.rows();
        for (int column = 0; column < states.length; column++) {
            if (states[column] != VALUE && !fields[column].type().nullable()) {
                boolean isUnset = states[column] == UNSET;
                abandonRow();
                throw new LaminarException(
                        ErrorCode.NULL_NOT_ALLOWED,
                        "column " + fields[column].name() + " is " + fields[column].type()
                                + (isUnset ? " but has no value" : " but is NULL"));
            }
        }
        for (int column = 0; column < states.length; column++) {
            if (states[column] != VALUE) {
                batch.setNull(column, row);
            }
            states[column] = UNSET;
        }
        batch.rows(row + 1);
        if (batch.isFull()) {
            batch = whenFull.apply(batch);
        }
    }

    @Override
    public void abandonRow() {
        Arrays.fill(states, UNSET);
    }
}
