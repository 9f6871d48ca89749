package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.JoinRows;
import io.laminar.state.JoinTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Takes the two halves of an update of one side of a join together. A row of the other side that both of them match has a
 * partner all the time, so it does not stand alone in between. What goes and what comes instead stand beside each other.
 */
final class JoinUpdates {
    private static final int NO_ROW = -1;

    private final JoinSide side;
    private final UpdatePairs updates;
    private final JoinResults results;
    private final int[] columns;
    private final Entries lost = new Entries();
    private final Entries won = new Entries();
    private long oldMatches;
    private long youngMatches;

    /** Kept rows of the other side. */
    private static final class Entries {
        private int[] entries = new int[8];
        private int count;

        void add(int entry) {
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, 2 * count);
            }
            entries[count++] = entry;
        }
    }

    JoinUpdates(JoinSide side, UpdatePairs updates, JoinResults results, int columns) {
        this.side = side;
        this.updates = updates;
        this.results = results;
        this.columns = IntStream.range(0, columns).toArray();
    }

    boolean isUpdate(Batch in, int row, int to) {
        return updates.isUpdate(in, row, to);
    }

    /** Takes an update whose halves are a row and the next one; none of them is late. */
    void take(JoinTable table, Batch in, int old, Output out) {
        int young = old + 1;
        if (UpdatePairs.areEqual(in, old, young, columns)) {
            return;
        }
        int oldKey = side.keyOf(table, in, old);
        int youngKey = side.keyOf(table, in, young);
        JoinRows others = side.others(table);
        lost.count = 0;
        won.count = 0;
        oldMatches = 0;
        youngMatches = 0;
        if (oldKey == youngKey) {
            meet(others, oldKey, in, old, young, out);
        } else {
            meet(others, oldKey, in, old, NO_ROW, out);
            meet(others, youngKey, in, NO_ROW, young, out);
        }
        exchange(others, in, old, out);
        int weight = in.weight(young);
        if (youngKey != JoinTable.NONE) { // first, so that a key that both have stays
            side.keep(table, in, young, weight, youngKey, youngMatches, 0);
        }
        if (oldKey != JoinTable.NONE) {
            side.keep(table, in, old, -weight, oldKey, oldMatches, 0);
        }
    }

    private void meet(JoinRows others, int key, Batch in, int old, int young, Output out) {
        int entry = key == JoinTable.NONE ? JoinTable.NONE : others.first(key);
        for (; entry != JoinTable.NONE; entry = others.next(entry)) {
            boolean wasMatch = old != NO_ROW && side.isMatch(in, old, others, entry);
            boolean isMatch = young != NO_ROW && side.isMatch(in, young, others, entry);
            oldMatches += wasMatch ? others.weight(entry) : 0;
            youngMatches += isMatch ? others.weight(entry) : 0;
            if (wasMatch && isMatch) {
                pair(others, entry, in, old, out);
                pair(others, entry, in, young, out);
            } else if (wasMatch) {
                meetOne(others, entry, in, old, lost, out);
            } else if (isMatch) {
                meetOne(others, entry, in, young, won, out);
            }
        }
    }

    /** One half meets a row. Where that changes what the row gives by itself, this stands beside the pair. */
    private void meetOne(JoinRows others, int entry, Batch in, int row, Entries toExchange, Output out) {
        int weight = in.weight(row);
        if (side.turns(others, entry, weight)) {
            side.pair(in, row, weight, others, entry, out);
        } else {
            others.matches(entry, others.matches(entry) + weight);
            toExchange.add(entry);
        }
    }

    /** Emits what went, each with what comes instead. */
    private void exchange(JoinRows others, Batch in, int old, Output out) {
        int young = old + 1;
        boolean wasAlone = side.isResult(oldMatches);
        boolean isAlone = side.isResult(youngMatches);
        int count = Math.max(lost.count + (wasAlone ? 1 : 0), won.count + (isAlone ? 1 : 0));
        for (int i = 0; i < count; i++) {
            if (i < lost.count) {
                pair(others, lost.entries[i], in, old, out);
            } else if (i == lost.count && wasAlone) {
                results.alone(in, old, in.weight(old), out);
            }
            if (i < won.count) {
                pair(others, won.entries[i], in, young, out);
            } else if (i == won.count && isAlone) {
                results.alone(in, young, in.weight(young), out);
            }
        }
    }

    private void pair(JoinRows others, int entry, Batch in, int row, Output out) {
        if (side.isPairing()) {
            results.pair(in, row, others, entry, in.weight(row) * others.weight(entry), out);
        }
    }
}
