package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserFunction;
import io.laminar.expr.UserMethods;
import io.laminar.spi.AggregateFunction;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes functions of the user for the catalog. */
final class FunctionDefinitions {
    private final QueryPlanner planner;

    FunctionDefinitions(QueryPlanner planner) {
        this.planner = planner;
    }

    CatalogObject.Function of(Statement.CreateFunction create) {
        requireNotBuiltIn(create.name(), create.position());
        return new CatalogObject.Function(create.name(), create.sql(), UserClasses.load(create));
    }

    CatalogObject.Function of(Catalog catalog, String name, Method method, Supplier<?> instance) {
        requireFree(catalog, name);
        UserFunction function = UserMethods.of(name, method, instance);
        return new CatalogObject.Function(name, CreateText.of(name, function), function);
    }

    CatalogObject.Function of(Catalog catalog, String name, AggregateFunction<?, ?> function) {
        requireFree(catalog, name);
        UserAggregate aggregate = AggregateClasses.of(name, function);
        return new CatalogObject.Function(name, CreateText.of(name, aggregate, function.getClass()), aggregate);
    }

    private void requireFree(Catalog catalog, String name) {
        requireNotBuiltIn(name, null);
        CatalogObject existing = catalog.find(name).orElse(null);
        if (existing != null) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS,
                    Definitions.kindOf(existing) + " " + existing.name() + " exists; give the function another name");
        }
    }

    private void requireNotBuiltIn(String name, @Nullable SqlPosition position) {
        if (planner.isBuiltInFunction(name)) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS, "function " + name + " is built in; choose another name", position, null);
        }
    }
}
