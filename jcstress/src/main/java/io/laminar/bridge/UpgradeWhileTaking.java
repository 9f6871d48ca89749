package io.laminar.bridge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A producer that goes on after the queue was made one for many, and a taker who looks into both rings and the overflow. */
@JCStressTest
@Outcome(id = "12345", expect = Expect.ACCEPTABLE, desc = "everything once and in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or out of order")
@State
public class UpgradeWhileTaking {
    private final HandOverQueue<Integer> queue = new HandOverQueue<>(2);
    private int seen;

    @Actor
    public void producer() {
        queue.put(1);
        queue.put(2);
        queue.share();
        queue.put(3);
        queue.put(4);
        queue.put(5);
    }

    @Actor
    public void taker() {
        for (int i = 0; i < 4; i++) {
            take();
        }
    }

    private boolean take() {
        Integer element = queue.take();
        if (element != null) {
            seen = seen * 10 + element;
        }
        return element != null;
    }

    @Arbiter
    public void rest(I_Result result) {
        while (take()) {
            // until it is empty
        }
        result.r1 = seen;
    }
}
