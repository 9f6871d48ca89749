package io.laminar.bridge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two producers, the second of whom makes the queue one for many while the first puts in. The rings are so small that elements
 * overflow. Each producer's elements arrive once and in order: 1, 2, 3 and 4, 5, 6.
 */
@JCStressTest
@Outcome(id = "123, 456", expect = Expect.ACCEPTABLE, desc = "everything once and in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or out of order")
@State
public class UpgradeToMany {
    private final HandOverQueue<Integer> queue = new HandOverQueue<>(2);
    private int first;
    private int second;

    @Actor
    public void firstProducer() {
        queue.put(1);
        queue.put(2);
        queue.put(3);
    }

    @Actor
    public void secondProducer() {
        queue.share();
        queue.put(4);
        queue.put(5);
        queue.put(6);
    }

    private boolean take() {
        Integer element = queue.take();
        if (element == null) {
            return false;
        }
        if (element <= 3) {
            first = first * 10 + element;
        } else {
            second = second * 10 + element;
        }
        return true;
    }

    @Arbiter
    public void rest(II_Result result) {
        while (take()) {
            // until it is empty
        }
        result.r1 = first;
        result.r2 = second;
    }
}
