package io.laminar.catalog;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A snapshot of everything that exists, in the order in which it came to be. Names ignore case. */
public final class Catalog {
    /** Nothing exists. */
    public static final Catalog EMPTY = new Catalog(Map.of());

    private final Map<String, CatalogObject> objects;

    private Catalog(Map<String, CatalogObject> objects) {
        this.objects = objects;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The object with a name. */
    public Optional<CatalogObject> find(String name) {
        return Optional.ofNullable(objects.get(key(name)));
    }

    /** The relation with a name. */
    public Optional<CatalogObject.Relation> findRelation(String name) {
        return find(name).filter(CatalogObject.Relation.class::isInstance).map(CatalogObject.Relation.class::cast);
    }

    /**
     * The relation with a name.
     *
     * @throws LaminarException with {@code OBJECT_NOT_FOUND} and what comes close
     */
    public CatalogObject.Relation relation(String name) {
        return findRelation(name)
                .orElseThrow(() -> new LaminarException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "no relation is called " + name
                                + Suggestions.didYouMean(
                                        name,
                                        objects.values().stream()
                                                .map(CatalogObject::name)
                                                .toList())));
    }

    /** Everything, oldest first. */
    public Collection<CatalogObject> objects() {
        return objects.values();
    }

    /** This catalog with one more object, in place of one with the same name. */
    public Catalog with(CatalogObject object) {
        Map<String, CatalogObject> copy = new LinkedHashMap<>(objects);
        copy.put(key(object.name()), object);
        return new Catalog(Collections.unmodifiableMap(copy));
    }

    /** This catalog without an object. */
    public Catalog without(String name) {
        Map<String, CatalogObject> copy = new LinkedHashMap<>(objects);
        copy.remove(key(name));
        return new Catalog(Collections.unmodifiableMap(copy));
    }
}
