package io.laminar.engine;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.Batch;
import io.laminar.metrics.Counter;
import io.laminar.spi.BadRecordHandler;
import java.util.function.Consumer;

/** Decides on records that cannot be read, as ON ERROR says: fail, count, or count and send them to a stream. */
final class DeadLetters implements BadRecordHandler {
    /** Columns of a dead-letter stream. */
    static final Schema SCHEMA = Schema.of(
            new Field("source", DataType.VARCHAR.notNull()),
            new Field("record", DataType.VARCHAR),
            new Field("error", DataType.VARCHAR.notNull()));

    private final CatalogObject.Source source;
    private final Counter count;
    private final Consumer<Batch> stream;

    DeadLetters(CatalogObject.Source source, Counter count, Consumer<Batch> stream) {
        this.source = source;
        this.count = count;
        this.stream = stream;
    }

    @Override
    public void onBadRecord(String record, LaminarException error) {
        count.add(1);
        switch (source.onError()) {
            case FAIL -> throw error;
            case SKIP -> {}
            case DEAD_LETTER -> {
                Batch row = new Batch(SCHEMA, 1);
                row.objects(0)[0] = source.name();
                row.objects(1)[0] = record;
                row.objects(2)[0] = error.getMessage();
                row.rows(1);
                stream.accept(row);
            }
        }
    }
}
