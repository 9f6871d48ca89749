package io.laminar.engine;

/** Something that can have more rows waiting than it should; sources wait while it does. */
interface PressureGauge {
    /** Whether it has; cheap, and called from worker threads. */
    boolean isUnderPressure();
}
