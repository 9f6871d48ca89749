package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.List;

/** Decodes classes, component by component. */
abstract class MemberDecoder<T> extends RowDecoder<T> {
    private static final MethodHandle FAIL = failing();
    private static final PerClass<RowDecoder<?>> RECORDS = new PerClass<>(MemberDecoder::newOfRecord);

    final Class<T> type;

    MemberDecoder(Class<T> type) {
        this.type = type;
    }

    private static MethodHandle failing() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            MemberDecoder.class,
                            "fail",
                            MethodType.methodType(Object.class, Class.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static ColumnReader reader(Member member, Schema schema) {
        int column = member.column(schema);
        return ColumnReader.of(member, schema.field(column), column);
    }

    /** A constructor as a handle that needs no access checks any more. */
    static MethodHandle constructor(Class<?> type, Class<?>... parameters) {
        Constructor<?> constructor;
        try {
            constructor = type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    type.getName() + " cannot be made from a row; make it a record, a Map, or a static class with a"
                            + " constructor without parameters and setters",
                    e);
        }
        try {
            return MethodHandles.lookup().unreflectConstructor(Member.opened(constructor));
        } catch (IllegalAccessException e) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    type.getName() + " cannot be accessed; make it accessible to Laminar",
                    e);
        }
    }

    /** What a constructor or setter throws. */
    LaminarException failure(Throwable cause) {
        return failureOf(type, cause);
    }

    private static LaminarException failureOf(Class<?> type, Throwable cause) {
        if (cause instanceof LaminarException known) {
            return known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new LaminarException(
                ErrorCode.BINDING_MISMATCH, type.getName() + " refused the values of a row: " + cause, cause);
    }

    /** A decoder of records. */
    static RowDecoder<?> ofRecord(Class<?> type, Schema schema) {
        return RECORDS.get(type, schema);
    }

    /** One handle: the canonical constructor, with the reader of a column in place of each parameter. */
    private static RowDecoder<?> newOfRecord(Class<?> type, Schema schema) {
        List<Member> members = Members.ofRecord(type);
        Class<?>[] parameters = members.stream().map(Member::type).toArray(Class<?>[]::new);
        MethodHandle whole = guarded(constructor(type, parameters), type);
        for (int i = parameters.length - 1; i >= 0; i--) {
            whole = MethodHandles.collectArguments(
                    whole, i, reader(members.get(i), schema).handle());
        }
        // Now (Batch, int, Batch, int, ...), always the same two.
        int[] order = new int[parameters.length * 2];
        for (int i = 0; i < order.length; i++) {
            order[i] = i % 2;
        }
        MethodType rowToRecord = MethodType.methodType(type, Batch.class, int.class);
        return ConstantHandles.decoder(MethodHandles.permuteArguments(whole, rowToRecord, order)
                .asType(rowToRecord.changeReturnType(Object.class)));
    }

    /** A constructor of the application, whose exceptions become errors that name the class. */
    private static MethodHandle guarded(MethodHandle constructor, Class<?> type) {
        MethodType failing = MethodType.methodType(type, Throwable.class);
        MethodHandle handler = FAIL.bindTo(type).asType(failing);
        return MethodHandles.catchException(constructor, Throwable.class, handler);
    }

    @SuppressWarnings("UnusedMethod") // called by its handle
    private static Object fail(Class<?> type, Throwable cause) {
        throw failureOf(type, cause);
    }

    static final class OfBean<T> extends MemberDecoder<T> {
        private final MethodHandle constructor;
        private final ColumnReader[] readers;
        private final MethodHandle[] setters;

        OfBean(Class<T> type, Schema schema) {
            super(type);
            constructor = constructor(type).asType(MethodType.methodType(Object.class));
            List<Member> members = Members.setters(type);
            if (members.isEmpty()) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        type.getName() + " has no setters; make it a record, a bean with setters, or a Map");
            }
            readers = new ColumnReader[members.size()];
            setters = new MethodHandle[members.size()];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = reader(members.get(i), schema);
                setters[i] =
                        members.get(i).handle().asType(MethodType.methodType(void.class, Object.class, Object.class));
            }
        }

        @Override
        public T decode(Batch batch, int row) {
            try {
                Object bean = constructor.invokeExact();
                for (int i = 0; i < readers.length; i++) {
                    setters[i].invokeExact(bean, readers[i].readObject(batch, row));
                }
                return type.cast(bean);
            } catch (Throwable e) {
                throw failure(e);
            }
        }
    }

    /** The value of the only column. */
    static final class OfValue<T> extends MemberDecoder<T> {
        private final ColumnReader reader;

        OfValue(Class<T> type, Schema schema) {
            super(type);
            String name = schema.field(0).name();
            Member member = new Member(type, name, name, type, type, null);
            reader = ColumnReader.of(member, schema.field(0), 0);
        }

        // A primitive class gives boxed objects, which is what a caller of a generic method sees anyway; who asks for
        // single values must expect NULL among them.
        @SuppressWarnings({"unchecked", "NullAway"})
        @Override
        public T decode(Batch batch, int row) {
            return (T) reader.readObject(batch, row);
        }
    }
}
