package io.laminar.nexmark;

import io.laminar.api.LaminarEngine;
import io.laminar.api.Source;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Vectors of Apache Arrow, filled from the columns again and again. */
final class VectorPusher implements EventPusher {
    private static final int AT_ONCE = 8192;

    private final RootAllocator allocator = new RootAllocator();
    private final LaminarEngine engine;
    private final Map<Relation, Table> tables = new EnumMap<>(Relation.class);

    VectorPusher(LaminarEngine engine) {
        this.engine = engine;
    }

    @Override
    public void push(Events events) {
        Slices.forEach(events, AT_ONCE, (relation, from, to) -> {
            Table table = tables.computeIfAbsent(relation, this::table);
            switch (relation) {
                case BID -> {
                    Events.Bids bids = events.bids;
                    table.longs(0, bids.auction, from, to);
                    table.longs(1, bids.bidder, from, to);
                    table.doubles(2, bids.price, from, to);
                    table.texts(3, bids.channel, from, to);
                    table.texts(4, bids.url, from, to);
                    table.times(5, bids.time, from, to);
                }
                case AUCTION -> {
                    Events.Auctions auctions = events.auctions;
                    table.longs(0, auctions.id, from, to);
                    table.texts(1, auctions.item, from, to);
                    table.longs(2, auctions.seller, from, to);
                    table.longs(3, auctions.category, from, to);
                    table.times(4, auctions.time, from, to);
                    table.times(5, auctions.expires, from, to);
                }
                case PERSON -> {
                    Events.Persons persons = events.persons;
                    table.longs(0, persons.id, from, to);
                    table.texts(1, persons.name, from, to);
                    table.texts(2, persons.city, from, to);
                    table.texts(3, persons.state, from, to);
                    table.times(4, persons.time, from, to);
                }
            }
            table.push(to - from);
        });
    }

    private Table table(Relation relation) {
        return new Table(
                engine.source(relation.source()),
                switch (relation) {
                    case BID ->
                        List.of(
                                longs("auction"),
                                longs("bidder"),
                                doubles("price"),
                                text("channel"),
                                text("url"),
                                times("ts"));
                    case AUCTION ->
                        List.of(
                                longs("id"),
                                text("item"),
                                longs("seller"),
                                longs("category"),
                                times("ts"),
                                times("expires"));
                    case PERSON -> List.of(longs("id"), text("name"), text("city"), text("state"), times("ts"));
                });
    }

    private FieldVector longs(String name) {
        return new BigIntVector(name, allocator);
    }

    private FieldVector doubles(String name) {
        return new Float8Vector(name, allocator);
    }

    private FieldVector text(String name) {
        return new VarCharVector(name, allocator);
    }

    private FieldVector times(String name) {
        return new TimeStampMicroTZVector(name, allocator, "UTC");
    }

    @Override
    public void close() {
        tables.values().forEach(table -> table.root.close());
        allocator.close();
    }

    private static final class Table {
        private final Source<?> source;
        private final VectorSchemaRoot root;

        Table(Source<?> source, List<FieldVector> vectors) {
            this.source = source;
            root = new VectorSchemaRoot(vectors);
            vectors.forEach(vector -> {
                vector.setInitialCapacity(AT_ONCE);
                vector.allocateNew();
            });
        }

        void longs(int column, long[] values, int from, int to) {
            BigIntVector vector = (BigIntVector) root.getVector(column);
            for (int i = from; i < to; i++) {
                vector.set(i - from, values[i]);
            }
        }

        void times(int column, long[] values, int from, int to) {
            TimeStampMicroTZVector vector = (TimeStampMicroTZVector) root.getVector(column);
            for (int i = from; i < to; i++) {
                vector.set(i - from, values[i]);
            }
        }

        void doubles(int column, double[] values, int from, int to) {
            Float8Vector vector = (Float8Vector) root.getVector(column);
            for (int i = from; i < to; i++) {
                vector.set(i - from, values[i]);
            }
        }

        void texts(int column, String[] values, int from, int to) {
            VarCharVector vector = (VarCharVector) root.getVector(column);
            for (int i = from; i < to; i++) {
                vector.setSafe(i - from, values[i].getBytes(StandardCharsets.UTF_8));
            }
        }

        void push(int rows) {
            root.setRowCount(rows);
            source.pushArrow(root);
        }
    }
}
