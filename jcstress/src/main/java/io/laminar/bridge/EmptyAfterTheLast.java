package io.laminar.bridge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** One producer and a taker, with an overflow: the queue says that it is empty when everything was taken, and not before. */
@JCStressTest
@Outcome(id = "true, 1234", expect = Expect.ACCEPTABLE, desc = "everything once and in order, then empty")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled, out of order, or wrong about being empty")
@State
public class EmptyAfterTheLast {
    private final HandOverQueue<Integer> queue = new HandOverQueue<>(2);
    private int seen;
    private boolean isRight = true;

    @Actor
    public void producer() {
        for (int i = 1; i <= 4; i++) {
            queue.put(i);
        }
    }

    @Actor
    public void taker() {
        for (int i = 0; i < 3; i++) {
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
    public void rest(ZI_Result result) {
        isRight &= queue.isEmpty() == (seen == 1234);
        while (take()) {
            isRight &= queue.isEmpty() == (seen == 1234);
        }
        result.r1 = isRight && queue.isEmpty();
        result.r2 = seen;
    }
}
