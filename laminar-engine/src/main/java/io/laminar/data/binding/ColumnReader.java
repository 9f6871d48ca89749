package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one column as what a member takes. */
final class ColumnReader {
    private static final MethodHandle READ_OBJECT = find("readObject", Object.class);
    private static final MethodHandle READ_LONG = find("readLong", long.class);
    private static final MethodHandle READ_DOUBLE = find("readDouble", double.class);

    private final Member member;
    private final Field field;
    private final int column;
    private final boolean isOptional;
    private final ToJava.Conversion conversion;

    private ColumnReader(Member member, Field field, int column, boolean isOptional, ToJava.Conversion conversion) {
        this.member = member;
        this.field = field;
        this.column = column;
        this.isOptional = isOptional;
        this.conversion = conversion;
    }

    /** A reader. {@link LaminarException} with {@code BINDING_MISMATCH} when the member cannot hold the column. */
    static ColumnReader of(Member member, Field field, int column) {
        Class<?> target = member.type();
        boolean isOptional = target == Optional.class;
        if (isOptional) {
            target = erased(member.genericType());
        }
        Class<?> boxed = MethodType.methodType(target).wrap().returnType();
        ToJava.Conversion conversion = ToJava.of(field.type(), boxed);
        if (conversion == null) {
            throw member.mismatch(
                    field,
                    "the one cannot become the other; make the component "
                            + ToJava.javaType(field.type()).getSimpleName());
        }
        return new ColumnReader(member, field, column, isOptional, conversion);
    }

    private static Class<?> erased(Type optional) {
        if (optional instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> argument) {
            return argument;
        }
        return Object.class;
    }

    /**
     * A handle from (Batch, int row) to the type of the member. Values that are in the lane as the member wants them
     * are not boxed on the way.
     */
    MethodHandle handle() {
        Class<?> target = member.type();
        DataType type = field.type();
        MethodHandle read = READ_OBJECT;
        if (target == double.class && type.isApproximate()) {
            read = READ_DOUBLE;
        } else if (isLongInLane(target, type)) {
            read = READ_LONG;
        }
        MethodHandle bound = read.bindTo(this);
        // Narrowing is exact where it happens, since the type of the column is no wider than the target.
        return MethodHandles.explicitCastArguments(bound, MethodType.methodType(target, Batch.class, int.class));
    }

    private static boolean isLongInLane(Class<?> target, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> target == boolean.class;
            case BIGINT -> target == long.class;
            case INTEGER, SMALLINT, TINYINT -> target == long.class || target == int.class;
            default -> false;
        };
    }

    @Nullable
    Object readObject(Batch batch, int row) {
        Object value = Values.toJava(batch, column, row);
        if (value == null) {
            if (isOptional) {
                return Optional.empty();
            }
            requirePresent(member.type().isPrimitive());
            return null;
        }
        Object converted;
        try {
            converted = conversion.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw member.mismatch(field, "cannot hold " + value + " (" + e.getMessage() + ")");
        }
        return isOptional ? Optional.of(converted) : converted;
    }

    long readLong(Batch batch, int row) {
        requirePresent(batch.isNull(column, row));
        return batch.longs(column)[row];
    }

    double readDouble(Batch batch, int row) {
        requirePresent(batch.isNull(column, row));
        return batch.doubles(column)[row];
    }

    private void requirePresent(boolean isMissing) {
        if (isMissing) {
            throw member.mismatch(
                    field,
                    "cannot hold NULL; make the component "
                            + MethodType.methodType(member.type())
                                    .wrap()
                                    .returnType()
                                    .getSimpleName()
                            + ", or use COALESCE in the query");
        }
    }

    private static MethodHandle find(String name, Class<?> result) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(ColumnReader.class, name, MethodType.methodType(result, Batch.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
