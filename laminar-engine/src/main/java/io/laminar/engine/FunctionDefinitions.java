package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.CatalogObject.Function;
import io.laminar.catalog.CatalogObject.Function.Overload;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserMethods;
import io.laminar.expr.UserRoutine;
import io.laminar.expr.UserTables;
import io.laminar.spi.AggregateFunction;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds functions of the user, each an overload of its name, to catalogs, and takes them away. */
final class FunctionDefinitions {
    private final QueryPlanner planner;

    FunctionDefinitions(QueryPlanner planner) {
        this.planner = planner;
    }

    /** The catalog with the function of a statement; its name must be free, or that of a function. */
    Catalog with(Catalog catalog, Statement.CreateFunction create) {
        requireNotBuiltIn(create.name(), create.position());
        Overload existing = overload(
                catalog,
                create.name(),
                UserRoutine.key(create.parameters().stream().map(Field::type).toList()));
        if (existing != null && create.mode().ifNotExists()) {
            return catalog;
        }
        if (existing != null && !create.mode().orReplace()) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS,
                    "FUNCTION " + create.name() + existing.routine().key()
                            + " exists; drop it, or write CREATE OR REPLACE or IF NOT EXISTS",
                    create.position(),
                    null);
        }
        return with(catalog, create.name(), new Overload(create.sql(), UserClasses.load(create)), create.position());
    }

    /** The catalog with a method of the application. */
    Catalog with(Catalog catalog, String name, Method method, Supplier<?> instance) {
        requireNotBuiltIn(name, null);
        UserRoutine routine = UserTables.isTable(method)
                ? UserTables.of(name, method, instance)
                : UserMethods.of(name, method, instance);
        return withNew(catalog, name, new Overload(CreateText.of(name, routine), routine));
    }

    /** The catalog with an object of the application. */
    Catalog with(Catalog catalog, String name, AggregateFunction<?, ?> function) {
        requireNotBuiltIn(name, null);
        UserAggregate aggregate = AggregateClasses.of(name, function);
        return withNew(catalog, name, new Overload(CreateText.of(name, aggregate, function.getClass()), aggregate));
    }

    private static Catalog withNew(Catalog catalog, String name, Overload overload) {
        CatalogObject existing = catalog.find(name).orElse(null);
        boolean isTaken = existing instanceof Function function
                ? function.find(overload.routine().key()).isPresent()
                : existing != null;
        if (existing != null && isTaken) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS,
                    Definitions.kindOf(existing) + " " + existing.name() + " exists; give the function another name");
        }
        return with(catalog, name, overload, null);
    }

    private static Catalog with(Catalog catalog, String name, Overload overload, @Nullable SqlPosition position) {
        if (!(catalog.find(name).orElse(null) instanceof Function function)) {
            return catalog.with(new Function(name, List.of(overload)));
        }
        List<Overload> overloads =
                new ArrayList<>(function.without(Set.of(overload.routine().key())));
        for (Overload other : overloads) {
            if (other.routine().getClass() != overload.routine().getClass()) {
                throw new LaminarException(
                        ErrorCode.OBJECT_EXISTS,
                        function.name() + " is a " + Listing.kindOf(other.routine()) + " function, of which a "
                                + Listing.kindOf(overload.routine()) + " one can be no overload; choose another name",
                        position,
                        null);
            }
        }
        overloads.add(overload);
        return catalog.with(new Function(function.name(), overloads));
    }

    private static @Nullable Overload overload(Catalog catalog, String name, String key) {
        return catalog.find(name).orElse(null) instanceof Function function
                ? function.find(key).orElse(null)
                : null;
    }

    /** What a statement drops of a function, as a function of that alone; null when there is nothing and may be. */
    static @Nullable Function dropped(Function function, Statement.Drop drop) {
        if (drop.parameters() == null) {
            if (function.overloads().size() > 1) {
                throw new LaminarException(
                        ErrorCode.VALIDATION_ERROR,
                        "there are " + keys(function) + "; say which: DROP FUNCTION " + function.name() + " (types)",
                        drop.position(),
                        null);
            }
            return function;
        }
        String key = UserRoutine.key(drop.parameters());
        Overload overload = function.find(key).orElse(null);
        if (overload == null && !drop.ifExists()) {
            throw new LaminarException(
                    ErrorCode.OBJECT_NOT_FOUND,
                    "there is no " + function.name() + key + " but " + keys(function),
                    drop.position(),
                    null);
        }
        return overload == null ? null : new Function(function.name(), List.of(overload));
    }

    private static String keys(Function function) {
        return function.overloads().stream()
                .map(overload -> function.name() + overload.routine().key())
                .collect(Collectors.joining(", "));
    }

    /** The catalog without the overloads of a function. */
    static Catalog without(Catalog catalog, Function dropped) {
        if (!(catalog.find(dropped.name()).orElse(null) instanceof Function function)) {
            return catalog;
        }
        List<Overload> left = function.without(dropped.overloads().stream()
                .map(overload -> overload.routine().key())
                .collect(Collectors.toSet()));
        return left.isEmpty() ? catalog.without(function.name()) : catalog.with(new Function(function.name(), left));
    }

    private void requireNotBuiltIn(String name, @Nullable SqlPosition position) {
        if (planner.isBuiltInFunction(name)) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS, "function " + name + " is built in; choose another name", position, null);
        }
    }
}
