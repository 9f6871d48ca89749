package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;

/** One query by hand. */
interface HandLoop {
    /** Goes over the events of a round. */
    void round(Events events, Fold out);

    /** Gives what is left when there are no more events. */
    void end(Fold out);
}
