package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpiryQueueTest {
    private final ExpiryQueue queue = new ExpiryQueue();

    private List<Integer> over() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = queue.poll(); slot != ExpiryQueue.NONE; slot = queue.poll()) {
            slots.add(slot);
        }
        return slots;
    }

    @Test
    void givesASlotAtItsTimeAndNotBefore() {
        queue.touch(7, 1000);
        queue.advance(999);
        assertThat(over()).isEmpty();
        assertThat(queue.isOver(7, 999)).isFalse();
        assertThat(queue.isOver(7, 1000)).isTrue();
        queue.advance(1000);
        assertThat(over()).containsExactly(7);
        assertThat(queue.isOver(7, 1000)).isFalse();
    }

    @Test
    void aTouchPutsItOffAndNeverTakesItIn() {
        queue.touch(0, 10);
        queue.touch(0, 30);
        queue.touch(0, 20);
        queue.advance(29);
        assertThat(over()).isEmpty();
        queue.advance(30);
        assertThat(over()).containsExactly(0);
    }

    @Test
    void aTouchBetweenAdvanceAndPollCounts() {
        queue.touch(0, 10);
        queue.advance(10);
        queue.touch(0, 11);
        assertThat(over()).isEmpty();
        queue.advance(11);
        assertThat(over()).containsExactly(0);
    }

    @Test
    void doesAsASortedMapWould() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            ExpiryQueue actual = new ExpiryQueue();
            Map<Integer, Long> expected = new TreeMap<>();
            long now = round % 2 == 0 ? -5_000 : Long.MIN_VALUE;
            long ttl = 1L + random.nextInt(3_000);
            for (int step = 0; step < 300; step++) {
                int slot = random.nextInt(100);
                if (random.nextInt(20) == 0) {
                    ExpiryQueue written = actual;
                    ExpiryQueue read = new ExpiryQueue();
                    Archives.copy(archive -> written.persist(archive, 0), archive -> read.persist(archive, 0));
                    actual = read;
                }
                switch (random.nextInt(8)) {
                    case 0 -> {
                        now = Math.max(now, -5_000) + random.nextInt(500);
                        actual.advance(now);
                        List<Integer> over = new ArrayList<>();
                        for (int next = actual.poll(); next != ExpiryQueue.NONE; next = actual.poll()) {
                            over.add(next);
                        }
                        List<Integer> due = new ArrayList<>();
                        for (Map.Entry<Integer, Long> entry : expected.entrySet()) {
                            if (entry.getValue() <= now) {
                                due.add(entry.getKey());
                            }
                        }
                        expected.keySet().removeAll(due);
                        assertThat(over).containsExactlyInAnyOrderElementsOf(due);
                    }
                    case 1 -> {
                        actual.forget(slot);
                        expected.remove(slot);
                    }
                    default -> {
                        long time = Math.max(now, -5_000) + 1 + ttl + random.nextInt(400);
                        actual.touch(slot, time);
                        expected.merge(slot, time, Math::max);
                    }
                }
            }
        }
    }

    @Test
    void goesOnWhereAnotherClockIs() {
        queue.advance(100);
        queue.touch(3, 110);
        queue.touch(5, 200);
        ExpiryQueue read = new ExpiryQueue();
        Archives.copy(archive -> queue.persist(archive, 0), archive -> read.persist(archive, 1_000_000));
        read.advance(1_000_109);
        assertThat(read.poll()).isEqualTo(ExpiryQueue.NONE);
        read.advance(1_000_110);
        assertThat(read.poll()).isEqualTo(3);
        assertThat(read.poll()).isEqualTo(ExpiryQueue.NONE);
        read.advance(1_000_200);
        assertThat(read.poll()).isEqualTo(5);
    }
}
