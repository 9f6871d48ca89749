package io.laminar.codegen;

import io.laminar.plan.PipelineSpec;
import io.laminar.state.GroupLoopSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was compiled, so that like pipelines share it: the classes of equal pipelines, and the bytes of pipelines
 * that differ in their constants alone. Keeps those that were used last. For any thread; what several threads ask
 * for at once is made once.
 */
public final class CompilerCache {
    private final Recent<PipelineSpec, GeneratedClass> code;
    private final Recent<PipelineShape, LoadedClass> classes;
    private final Recent<GroupLoopSpec, GroupLoopClass> groupLoops;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** @param entries classes that are kept, and as many generated codes */
    public CompilerCache(int entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("entries must be at least 1 but is " + entries);
        }
        code = new Recent<>(entries);
        classes = new Recent<>(entries);
        groupLoops = new Recent<>(entries);
    }

    /** Requests for which the bytes were there. */
    public long hits() {
        return hits.sum();
    }

    /** Requests for which code was generated. */
    public long misses() {
        return misses.sum();
    }

    /** Nanoseconds spent on making code and classes. */
    public long nanos() {
        return nanos.sum();
    }

    /** The class of a pipeline if it is there. */
    @Nullable
    LoadedClass find(PipelineShape shape) {
        LoadedClass found = classes.peek(shape);
        if (found != null) {
            hits.increment();
        }
        return found;
    }

    /**
     * The class of a pipeline.
     *
     * @throws NotCompilableException when there can be none
     */
    LoadedClass get(PipelineShape shape) {
        boolean[] isKnown = {true};
        LoadedClass found = classes.get(shape, () -> {
            isKnown[0] = false;
            long begun = System.nanoTime();
            try {
                return make(shape);
            } finally {
                nanos.add(System.nanoTime() - begun);
            }
        });
        if (isKnown[0]) {
            hits.increment();
        }
        return found;
    }

    /**
     * The class of a loop over groups.
     *
     * @throws NotCompilableException when there can be none
     */
    GroupLoopClass groupLoop(GroupLoopSpec spec) {
        boolean[] isNew = new boolean[1];
        GroupLoopClass found = groupLoops.get(spec, () -> {
            isNew[0] = true;
            long begun = System.nanoTime();
            try {
                return GroupLoopClass.of(spec);
            } finally {
                nanos.add(System.nanoTime() - begun);
            }
        });
        (isNew[0] ? misses : hits).increment();
        return found;
    }

    private LoadedClass make(PipelineShape shape) {
        boolean[] isNew = new boolean[1];
        GeneratedClass generated = code.get(shape.code(), () -> {
            isNew[0] = true;
            return GeneratedClass.of(shape.code());
        });
        (isNew[0] ? misses : hits).increment();
        return LoadedClass.define(generated, shape.constants());
    }

    /** A bounded map from which what was not used for longest goes first. */
    private static final class Recent<K, V> {
        private final Map<K, Once<V>> entries;

        Recent(int limit) {
            entries = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Once<V>> eldest) {
                    return size() > limit;
                }
            };
        }

        @Nullable
        V peek(K key) {
            Once<V> entry;
            synchronized (entries) {
                entry = entries.get(key);
            }
            return entry == null ? null : entry.valueNow();
        }

        V get(K key, Supplier<V> maker) {
            Once<V> entry;
            synchronized (entries) {
                entry = entries.computeIfAbsent(key, absent -> new Once<>());
            }
            return entry.get(maker);
        }
    }

    /** A value that is made once, by the first who asks; the others wait. A refusal is kept as well. */
    private static final class Once<V> {
        private volatile @Nullable V value;
        private @Nullable NotCompilableException refusal;

        @Nullable
        V valueNow() {
            return value;
        }

        synchronized V get(Supplier<V> maker) {
            V known = value;
            if (known != null) {
                return known;
            }
            if (refusal != null) {
                throw new NotCompilableException(refusal.reason());
            }
            try {
                known = maker.get();
                value = known;
                return known;
            } catch (NotCompilableException e) {
                refusal = e;
                throw e;
            }
        }
    }
}
