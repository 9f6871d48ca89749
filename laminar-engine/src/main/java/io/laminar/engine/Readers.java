package io.laminar.engine;

import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what reads what. */
final class Readers {
    private final Topology topology;

    Readers(Topology topology) {
        this.topology = topology;
    }

    /** What reads an object directly, or a side output of it. */
    List<CatalogObject> of(CatalogObject object, Catalog catalog) {
        return catalog.objects().stream()
                .filter(candidate -> candidate != object && reads(candidate, object, catalog))
                .toList();
    }

    /** All that would go with an object, each once, and each before what it reads. */
    List<CatalogObject> behind(CatalogObject object, Catalog catalog) {
        Deque<CatalogObject> found = new ArrayDeque<>();
        Set<CatalogObject> seen = new HashSet<>();
        seen.add(object);
        collect(object, catalog, seen, found);
        return List.copyOf(found);
    }

    private void collect(
            CatalogObject object, Catalog catalog, Set<CatalogObject> seen, Deque<CatalogObject> readersFirst) {
        for (CatalogObject reader : of(object, catalog)) {
            if (seen.add(reader)) {
                collect(reader, catalog, seen, readersFirst);
                readersFirst.addLast(reader);
            }
        }
    }

    private boolean reads(CatalogObject reader, CatalogObject object, Catalog catalog) {
        if (object instanceof CatalogObject.Function function) {
            return topology.query(reader.name())
                    .map(query -> PlanFunctions.in(query.plan().root()))
                    .map(called -> function.overloads().stream()
                            .anyMatch(overload -> called.contains(PlanFunctions.key(
                                    function.name(), overload.routine().parameters()))))
                    .orElse(false);
        }
        return topology.query(reader.name())
                .map(query -> query.query().inputs().stream()
                        .map(input -> input.leaf().relation())
                        .anyMatch(relation -> relation != null && isOf(relation, object, catalog)))
                .orElse(false);
    }

    /** Whether a relation is an object, or a side output of it. */
    boolean isOf(String relation, CatalogObject object, Catalog catalog) {
        return relation.equalsIgnoreCase(object.name())
                || (catalog.find(relation).orElse(null) instanceof CatalogObject.SideOutput side
                        && side.ofQuery().equalsIgnoreCase(object.name()));
    }

    /** Whether an object is read by another, maybe through others. */
    boolean isReadBy(CatalogObject object, String reader, Catalog catalog) {
        return of(object, catalog).stream()
                .anyMatch(each -> isOf(reader, each, catalog) || isReadBy(each, reader, catalog));
    }
}
