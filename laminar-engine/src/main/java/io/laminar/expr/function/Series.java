package io.laminar.expr.function;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Numbers or times at equal distances, made when they are asked for: an array that takes no memory of its own. Never
 * changed.
 */
public final class Series extends AbstractList<Long> implements RandomAccess {
    /** Most elements: what reads an array may copy it, and a row should not become rows without end. */
    static final long LIMIT = 10_000_000;

    /** The element at a position, from 0. */
    @FunctionalInterface
    interface Element {
        long at(long position);
    }

    private final Element element;
    private final int size;

    private Series(Element element, long size) {
        if (Long.compareUnsigned(size, LIMIT) > 0) {
            throw ValueErrors.invalidArgument("GENERATE_SERIES would give " + Long.toUnsignedString(size)
                    + " values but gives at most " + LIMIT + "; take a larger step or a nearer end");
        }
        this.element = element;
        this.size = (int) size;
    }

    /** From one number to another, both included, in steps; none when the steps lead away. */
    static Series of(long from, long to, long step) {
        requireStep(step);
        boolean leadsAway = step > 0 ? from > to : from < to;
        // Differences and sizes may need 64 bits without a sign.
        long steps = step > 0 ? Long.divideUnsigned(to - from, step) : Long.divideUnsigned(from - to, -step);
        return new Series(position -> from + position * step, leadsAway ? 0 : steps == -1 ? steps : steps + 1);
    }

    /** From one time to another in steps of months, each counted from the first, so that the end of a month stays it. */
    static Series ofMonths(long from, long to, long months) {
        requireStep(months);
        Element element = position -> TimeFunctions.addMonths(from, Math.multiplyExact(position, months));
        long size = Math.max(0, TimeFunctions.monthsBetween(to, from) / months);
        while (isWithin(element.at(size), to, months)) {
            size++;
        }
        return new Series(element, size);
    }

    private static boolean isWithin(long time, long to, long step) {
        return step > 0 ? time <= to : time >= to;
    }

    private static void requireStep(long step) {
        if (step == 0) {
            throw ValueErrors.invalidArgument("the step of GENERATE_SERIES must not be 0");
        }
    }

    @Override
    public Long get(int index) {
        return element.at(java.util.Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
