package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements of arrays by the equality of SQL, in which NULL is one of them. */
final class ElementSet {
    private final Set<Element> elements = new HashSet<>();

    /** An element with its equality. */
    private record Element(@Nullable Object value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Element element && NestedValues.equal(value, element.value);
        }

        @Override
        public int hashCode() {
            return NestedValues.hash(value);
        }
    }

    static ElementSet of(List<?> elements) {
        ElementSet set = new ElementSet();
        elements.forEach(set::add);
        return set;
    }

    boolean add(@Nullable Object element) {
        return elements.add(new Element(element));
    }

    boolean contains(@Nullable Object element) {
        return elements.contains(new Element(element));
    }
}
