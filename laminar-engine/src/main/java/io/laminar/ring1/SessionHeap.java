package io.laminar.ring1;

import io.laminar.state.StateArchive;
import java.util.Arrays;

/** Sessions by the time at which something is due; of those that are due together the one that was opened first comes first. */
final class SessionHeap {
    private long[] dues = new long[16];
    private long[] numbers = new long[16];
    private int[] sessions = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the first one is due. */
    long due() {
        return dues[0];
    }

    /** The slot of the first one. */
    int session() {
        return sessions[0];
    }

    /** The number under which the first one was put in. */
    long number() {
        return numbers[0];
    }

    void push(long due, int session, long number) {
        if (size == sessions.length) {
            dues = Arrays.copyOf(dues, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            sessions = Arrays.copyOf(sessions, 2 * size);
        }
        int at = size++;
        while (at > 0 && isBefore(due, number, (at - 1) / 2)) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        set(at, due, session, number);
    }

    /** Takes the first one out. */
    void pop() {
        size--;
        siftDown(dues[size], sessions[size], numbers[size]);
    }

    /** Puts the first one off. */
    void postpone(long due) {
        siftDown(due, sessions[0], numbers[0]);
    }

    private void siftDown(long due, int session, long number) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(dues[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (isBefore(due, number, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, due, session, number);
    }

    private boolean isBefore(long due, long number, int other) {
        return due < dues[other] || (due == dues[other] && number < numbers[other]);
    }

    private void move(int from, int to) {
        set(to, dues[from], sessions[from], numbers[from]);
    }

    private void set(int at, long due, int session, long number) {
        dues[at] = due;
        sessions[at] = session;
        numbers[at] = number;
    }

    void persist(StateArchive archive) {
        size = archive.integer(size);
        if (size > sessions.length) {
            dues = new long[size];
            numbers = new long[size];
            sessions = new int[size];
        }
        archive.longs(dues, size);
        archive.longs(numbers, size);
        archive.ints(sessions, size);
    }
}
