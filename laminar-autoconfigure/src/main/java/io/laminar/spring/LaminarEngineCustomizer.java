package io.laminar.spring;

import io.laminar.api.LaminarEngine;

/** A bean that has the last word on the settings of the engine, after the properties; beans are called in their order. */
@FunctionalInterface
public interface LaminarEngineCustomizer {
    /** Changes settings of the engine that is about to be opened. */
    void customize(LaminarEngine.Builder builder);
}
