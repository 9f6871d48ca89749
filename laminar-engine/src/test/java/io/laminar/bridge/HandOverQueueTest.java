package io.laminar.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each producer's elements arrive once and in order, whenever the queue is shared and however small its rings are. */
@Timeout(60)
class HandOverQueueTest {
    /** An element: the number of its producer, and its own. */
    private record Item(int producer, int number) {}

    @Test
    void keepsTheOrderOverRingAndOverflow() {
        HandOverQueue<Integer> queue = new HandOverQueue<>(4);
        for (int i = 0; i < 6; i++) {
            queue.put(i);
        }
        assertThat(queue.hasRoom()).isFalse();
        assertThat(take(queue, 2)).containsExactly(0, 1);
        // There is room in the ring, but what overflowed comes first.
        queue.put(6);
        queue.share();
        queue.put(7);
        assertThat(take(queue, 100)).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.hasRoom()).isTrue();
        queue.put(8);
        assertThat(take(queue, 100)).containsExactly(8);
    }

    private static <T> List<T> take(HandOverQueue<T> queue, int most) {
        List<T> taken = new ArrayList<>();
        while (taken.size() < most) {
            T element = queue.take();
            if (element == null) {
                break;
            }
            taken.add(element);
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 200000", "2, 2, 100000", "2, 1024, 200000", "4, 8, 100000", "8, 64, 50000"})
    void losesAndDoublesNothing(int producers, int capacity, int elements) throws InterruptedException {
        run(producers, capacity, elements, 0);
    }

    /** The first producer is alone for a while; the others come while it goes on, at a moment that differs. */
    @RepeatedTest(50)
    void producersMayComeAtAnyTime(org.junit.jupiter.api.RepetitionInfo repetition) throws InterruptedException {
        run(3, 4, 2_000, repetition.getCurrentRepetition() * 20);
    }

    private static void run(int producers, int capacity, int elements, int aloneFor) throws InterruptedException {
        HandOverQueue<Item> queue = new HandOverQueue<>(capacity);
        CyclicBarrier start = new CyclicBarrier(producers);
        AtomicBoolean isShared = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(new Thread(() -> {
                if (aloneFor == 0) {
                    await(start);
                }
                if (producer > 0 || (aloneFor == 0 && producers > 1)) {
                    while (aloneFor > 0 && !isShared.get()) {
                        Thread.onSpinWait();
                    }
                    queue.share();
                }
                for (int i = 0; i < elements; i++) {
                    if (i == aloneFor) {
                        isShared.set(true);
                    }
                    queue.put(new Item(producer, i));
                }
            }));
        }
        threads.forEach(Thread::start);
        int[] next = new int[producers];
        for (int taken = 0; taken < producers * elements; ) {
            Item item = queue.take();
            if (item == null) {
                Thread.onSpinWait();
                continue;
            }
            assertThat(item.number()).isEqualTo(next[item.producer()]);
            next[item.producer()]++;
            taken++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        @Nullable Item more = queue.take();
        assertThat(more).isNull();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(next).isEqualTo(filled(producers, elements));
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
