package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The latest rows of a changelog in their order, with weight and epoch, up to a limit: the oldest go first. An epoch of which a row
 * has gone cannot be replayed any more.
 *
 * <pre>
 *   chunk                           chunk
 *   (gone) | row epoch time | ...   row epoch time | ... | (free)
 * </pre>
 *
 * <p>Belongs to one thread at a time.
 */
public final class RowHistory {
    private static final int CHUNK_ROWS = 256;
    private static final int ROW_OVERHEAD_BYTES = 20;

    private final Schema schema;
    private final Limit limit;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long rows;
    private long bytes;
    private long oldestEpoch;

    /** How much is kept. */
    public record Limit(Unit unit, long amount) {
        /** What is limited. */
        public enum Unit {
            ROWS,
            BYTES,
            MICROSECONDS
        }

        public Limit {
            if (amount <= 0) {
                throw new IllegalArgumentException("amount must be positive but is " + amount);
            }
        }
    }

    /** Takes rows of one epoch, during the call. */
    @FunctionalInterface
    public interface Reader {
        void rows(Batch batch, int from, int to, long epoch);
    }

    /** Some rows, each with its epoch and the time of its arrival. */
    private static final class Chunk {
        final Batch batch;
        final long[] epochs = new long[CHUNK_ROWS];
        final long[] times = new long[CHUNK_ROWS];
        int first;

        Chunk(Schema schema) {
            batch = new Batch(schema, CHUNK_ROWS);
        }
    }

    /** An empty history. */
    public RowHistory(Schema schema, Limit limit) {
        this.schema = schema;
        this.limit = limit;
    }

    /** Number of rows. */
    public long rows() {
        return rows;
    }

    /** Bytes that its rows take, those of objects estimated. */
    public long bytes() {
        return bytes;
    }

    /** The first epoch from which on nothing is missing; 0 while nothing has gone. */
    public long oldestEpoch() {
        return oldestEpoch;
    }

    /**
     * Appends copies of rows {@code from} (inclusive) to {@code to} (exclusive); lets go of what exceeds the limit.
     *
     * @param epoch of the rows, not below that of the rows before
     * @param timeMicros when they come, not before the rows before
     */
    public void append(Batch in, int from, int to, long epoch, long timeMicros) {
        for (int row = from; row < to; row++) {
            Chunk chunk = roomyChunk(in.weight(row) < 0 ? 2 : 1);
            int at = chunk.batch.rows();
            chunk.batch.appendRow(in, row);
            chunk.epochs[at] = epoch;
            chunk.times[at] = timeMicros;
            rows++;
            bytes += bytesOf(chunk.batch, at);
        }
        trim(timeMicros);
    }

    /** A chunk with room; what goes needs room for what comes in its place too, since the two are read together. */
    private Chunk roomyChunk(int rowsToCome) {
        Chunk last = chunks.peekLast();
        if (last != null && CHUNK_ROWS - last.batch.rows() >= rowsToCome) {
            return last;
        }
        Chunk chunk = new Chunk(schema);
        chunks.addLast(chunk);
        return chunk;
    }

    private long bytesOf(Batch batch, int row) {
        long total = ROW_OVERHEAD_BYTES + 8L * schema.size();
        for (int column = 0; column < schema.size(); column++) {
            if (batch.kind(column) == LaneKind.OBJECT) {
                total += StateValues.bytes(batch.objects(column)[row]);
            }
        }
        return total;
    }

    /** Lets go of what exceeds the limit at a time. */
    public void trim(long timeMicros) {
        for (Chunk chunk = chunks.peekFirst();
                chunk != null && exceeds(chunk, timeMicros);
                chunk = chunks.peekFirst()) {
            rows--;
            bytes -= bytesOf(chunk.batch, chunk.first);
            oldestEpoch = chunk.epochs[chunk.first] + 1;
            chunk.first++;
            if (chunk.first == chunk.batch.rows()) {
                chunks.removeFirst(); // not used again, since somebody may have retained its batch
            }
        }
    }

    private boolean exceeds(Chunk chunk, long timeMicros) {
        return switch (limit.unit()) {
            case ROWS -> rows > limit.amount();
            case BYTES -> bytes > limit.amount();
            case MICROSECONDS -> timeMicros - chunk.times[chunk.first] >= limit.amount();
        };
    }

    /** Gives all rows from an epoch on, those of one epoch that lie together at once, in order. */
    public void replay(long fromEpoch, Reader reader) {
        for (Chunk chunk : chunks) {
            int start = chunk.first;
            while (start < chunk.batch.rows()) {
                long epoch = chunk.epochs[start];
                int end = start + 1;
                while (end < chunk.batch.rows() && chunk.epochs[end] == epoch) {
                    end++;
                }
                if (epoch >= fromEpoch) {
                    reader.rows(chunk.batch, start, end, epoch);
                }
                start = end;
            }
        }
    }
}
