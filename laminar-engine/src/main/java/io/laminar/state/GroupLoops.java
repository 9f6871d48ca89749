package io.laminar.state;

import java.util.List;
import java.util.function.Consumer;

/** Makes {@link GroupLoop}s. For any thread. */
@FunctionalInterface
public interface GroupLoops {
    /** Makes none, so that each accumulator has a loop of its own. */
    GroupLoops NONE = (spec, carries, whenReady) -> {};

    /**
     * Asks for a loop, which may come at once, later, by another thread, or never.
     *
     * @param carries one for each long that is added
     */
    void request(GroupLoopSpec spec, List<GroupLoopSpec.Carry> carries, Consumer<GroupLoop> whenReady);
}
