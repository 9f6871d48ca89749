package io.laminar.data.binding;

import io.laminar.api.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What is made for a class and a schema, which costs a class of its own and a warm-up, kept as long as the class and used again:
 * an application may ask for it at each query. The least recently used of many schemas goes.
 */
final class PerClass<V> {
    private static final int SCHEMAS = 64;

    private final BiFunction<Class<?>, Schema, V> maker;
    private final ClassValue<Map<Schema, V>> made = new ClassValue<>() {
        @Override
        protected Map<Schema, V> computeValue(Class<?> type) {
            return new Recent<>();
        }
    };

    PerClass(BiFunction<Class<?>, Schema, V> maker) {
        this.maker = maker;
    }

    /** Any thread. */
    V get(Class<?> type, Schema schema) {
        Map<Schema, V> bySchema = made.get(type);
        synchronized (bySchema) {
            V present = bySchema.get(schema);
            if (present == null) {
                present = maker.apply(type, schema);
                bySchema.put(schema, present);
            }
            return present;
        }
    }

    private static final class Recent<V> extends LinkedHashMap<Schema, V> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Schema, V> eldest) {
            return size() > SCHEMAS;
        }
    }
}
