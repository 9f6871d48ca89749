package io.laminar.nexmark;

/** A way into the engine. */
interface EventPusher extends AutoCloseable {
    /** Pushes events in the order of time. */
    void push(Events events);

    @Override
    void close();
}
