package io.laminar.engine;

import io.laminar.catalog.CatalogObject;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserFunction;
import io.laminar.expr.UserRoutine;
import io.laminar.expr.UserTable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the statement that creates a query as it is after ALTER. */
final class CreateText {
    private CreateText() {}

    static String of(CatalogObject.Query query, String select, Map<String, String> options) {
        String with = options.isEmpty()
                ? ""
                : new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> text(option.getKey()) + " = " + text(option.getValue()))
                                .collect(Collectors.joining(", ", " WITH (", ")"));
        return "CREATE " + (query.isView() ? "MATERIALIZED VIEW " : "STREAM ") + quoted(query.name()) + " AS " + select
                + with;
    }

    /** The statement for a function of the application; it can be run where the method is one of a class's own. */
    static String of(String name, UserRoutine routine) {
        UserFunction function = routine instanceof UserTable table ? table.collection() : (UserFunction) routine;
        Method method = function.function().method();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            Parameter parameter = method.getParameters()[i];
            parameters.add((parameter.isNamePresent() ? exact(parameter.getName()) : "a" + (i + 1)) + " "
                    + function.parameters().get(i).sqlName());
        }
        String target = method.getDeclaringClass().getName() + "#" + method.getName();
        return function(name, parameters, routine, target);
    }

    /** The statement for an aggregate function; it can be run where the class is made without arguments. */
    static String of(String name, UserAggregate aggregate, Class<?> type) {
        List<String> parameters = new ArrayList<>();
        aggregate
                .parameters()
                .forEach(parameter -> parameters.add("a" + (parameters.size() + 1) + " " + parameter.sqlName()));
        return function(name, parameters, aggregate, type.getName());
    }

    private static String function(String name, List<String> parameters, UserRoutine routine, String target) {
        return "CREATE FUNCTION " + quoted(name) + " (" + String.join(", ", parameters) + ") RETURNS "
                + routine.resultName() + " LANGUAGE JAVA AS " + text(target);
    }

    /** A name in quotes. */
    static String exact(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name that needs no quotes stays as it is. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : exact(name);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
