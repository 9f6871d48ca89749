package io.laminar.ring1;

import io.laminar.state.KeyedTable;
import io.laminar.state.WindowTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Slices put together two by two, those two by two again, and so on, each when it is first asked for. So a window of n slices
 * is put together from about 2 log n tables, which it shares with the windows beside it, instead of n.
 *
 * <pre>
 *   level 2   |        abcd        |        efgh        |
 *   level 1   |   ab    |    cd    |    ef   |    gh    |
 *   slices    | a  | b  |  c  | d  |  e | f  |  g  | h  |      window b to g = b + cd + ef + g
 * </pre>
 *
 * <p>See Tangwongsan et al., "General Incremental Sliding-Window Aggregation", 2015. One thread.
 */
final class SliceTree {
    private static final int MOST_IDLE = 16;

    private final Slices slices;
    private final long length;
    private final List<NavigableMap<Long, KeyedTable>> levels = new ArrayList<>();
    private final Deque<KeyedTable> idle = new ArrayDeque<>();
    private long rows;

    /**
     * @param slices the lowest level
     * @param length of a slice
     * @param most slices of a window
     */
    SliceTree(Slices slices, long length, long most) {
        this.slices = slices;
        this.length = length;
        for (long size = 2; size <= most && size > 0; size *= 2) {
            levels.add(new TreeMap<>());
        }
    }

    /** Takes the tables that make a time span, in the order of time; those that are empty are left out. */
    interface Taker {
        void take(KeyedTable table);
    }

    /** Gives the tables that make the slices from (inclusive) to (exclusive) a time. */
    void parts(long start, long end, Taker taker) {
        long at = Math.floorDiv(start, length);
        long to = Math.floorDiv(end, length);
        while (at < to) {
            int level = 0;
            while (level < levels.size() && (at & (1L << level)) == 0 && at + (2L << level) <= to) {
                level++;
            }
            KeyedTable part = table(level, at >> level);
            if (part != null) {
                taker.take(part);
            }
            at += 1L << level;
        }
    }

    private @Nullable KeyedTable table(int level, long index) {
        if (level == 0) {
            WindowTable slice = slices.tables().find(index, length);
            return slice == null ? null : slice.table();
        }
        NavigableMap<Long, KeyedTable> nodes = levels.get(level - 1);
        KeyedTable known = nodes.get(index);
        if (known != null) {
            return known;
        }
        KeyedTable left = table(level - 1, 2 * index);
        KeyedTable right = table(level - 1, 2 * index + 1);
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        KeyedTable node = idle.isEmpty() ? slices.newTable() : idle.pop();
        slices.merge(left, node);
        slices.merge(right, node);
        nodes.put(index, node);
        rows += node.size();
        return node;
    }

    /** Forgets what was made of a slice, which has got rows. */
    void changed(long sliceStart) {
        long index = Math.floorDiv(sliceStart, length);
        for (int level = 0; level < levels.size(); level++) {
            KeyedTable node = levels.get(level).remove(index >> (level + 1));
            if (node != null) {
                giveBack(node);
            }
        }
    }

    /** Forgets what was made of slices before a time alone. */
    void forgetBefore(long time) {
        long index = Math.floorDiv(time, length);
        for (int level = 0; level < levels.size(); level++) {
            NavigableMap<Long, KeyedTable> old = levels.get(level).headMap(index >> (level + 1), false);
            old.values().forEach(this::giveBack);
            old.clear();
        }
    }

    private void giveBack(KeyedTable node) {
        rows -= node.size();
        if (idle.size() < MOST_IDLE) {
            node.clear();
            idle.push(node);
        }
    }

    /** Groups in what was put together. */
    long rows() {
        return rows;
    }
}
