package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.annotation.Column;
import io.laminar.data.binding.RowEncoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes table functions of users' methods, which give a stream, an iterable, an iterator or an array: of records, beans,
 * maps, lists or arrays, or of values where there is one column. Parameters are as {@link UserMethods} has them.
 */
public final class UserTables {
    private static final String ONLY_COLUMN = "value";

    private UserTables() {}

    /** Whether a method that is given without SQL types is a table function rather than a scalar one. */
    public static boolean isTable(Method method) {
        Class<?> type = method.getReturnType();
        boolean isRecords = element(method.getGenericReturnType()) instanceof Class<?> element && element.isRecord();
        return isRows(type) && (isRecords || !(type == List.class || type.isArray()));
    }

    /**
     * The table function that a method is: with a column for each component of the records that it gives, in lower case
     * with underscores, or called {@code value}.
     *
     * @param name SQL name
     * @param instance gives the object on which the method is called, at each call; not used for a static one
     * @throws LaminarException with {@code INVALID_FUNCTION} when there is no SQL type for a Java type
     */
    public static UserTable of(String name, Method method, Supplier<?> instance) {
        return of(name, method, instance, UserMethods.parameters(name, method, 0), DataType.array(row(name, method)));
    }

    /**
     * The table function that a method is.
     *
     * @param name SQL name
     * @param instance gives the object on which the method is called, at each call; not used for a static one
     * @param parameters SQL types of its parameters
     * @param result an ARRAY of ROW with its columns
     * @throws LaminarException with {@code INVALID_FUNCTION} when a type does not fit
     */
    public static UserTable of(
            String name, Method method, Supplier<?> instance, List<DataType> parameters, DataType result) {
        TableRows rows = new TableRows(result.arguments().get(0));
        return new UserTable(UserMethods.of(name, method, instance, parameters, result, handle -> {
            requireRows(name, method, rows);
            MethodHandle any = handle.asType(handle.type().changeReturnType(Object.class));
            return MethodHandles.filterReturnValue(any, rows.handle());
        }));
    }

    private static boolean isRows(Class<?> type) {
        return BaseStream.class.isAssignableFrom(type)
                || Iterable.class.isAssignableFrom(type)
                || Iterator.class.isAssignableFrom(type)
                || Object[].class.isAssignableFrom(type);
    }

    /** What the collection that a method gives is of, or null when its type does not tell. */
    private static @Nullable Type element(Type type) {
        if (type instanceof Class<?> array) {
            return array.getComponentType();
        }
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1
                ? generic.getActualTypeArguments()[0]
                : null;
    }

    private static DataType row(String name, Method method) {
        Type element = element(method.getGenericReturnType());
        List<String> names = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        if (element instanceof Class<?> type && type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                names.add(columnName(component));
                types.add(UserMethods.sqlType(
                        name, "component " + component.getName() + " of the result", component.getGenericType()));
            }
        } else {
            names.add(ONLY_COLUMN);
            types.add(
                    UserMethods.sqlType(name, "the result", element == null ? method.getGenericReturnType() : element));
        }
        return new DataType(Kind.ROW, DataType.UNSPECIFIED, 0, true, types, names);
    }

    private static String columnName(RecordComponent component) {
        Column column = component.getAnnotation(Column.class);
        return column != null
                ? column.value()
                : component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static void requireRows(String name, Method method, TableRows rows) {
        if (!isRows(method.getReturnType()) && method.getReturnType() != Object.class) {
            throw new LaminarException(
                    ErrorCode.INVALID_FUNCTION,
                    "function " + name + " gives rows, which are a Stream, Iterable, Iterator or array in Java, but"
                            + " the method has " + method.getReturnType().getSimpleName());
        }
        if (element(method.getGenericReturnType()) instanceof Class<?> type && type.isRecord()) {
            try {
                RowEncoder.of(type, rows.schema());
            } catch (LaminarException e) {
                throw new LaminarException(ErrorCode.INVALID_FUNCTION, "function " + name + ": " + e.detail(), e);
            }
        }
    }
}
