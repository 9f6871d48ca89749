package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A record component or bean property.
 *
 * @param owner the record or bean
 * @param name as in Java
 * @param columnName what to look for among the columns
 * @param type erased type
 * @param genericType type as declared
 * @param method how to get it from an object, or, for a decoder of beans, how to set it;
 *     null where it is never called
 */
record Member(
        Class<?> owner,
        String name,
        String columnName,
        Class<?> type,
        Type genericType,
        @Nullable Method method) {

    /**
     * The column that it means.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} when there is none
     */
    int column(Schema schema) {
        int column = Names.indexOf(schema, columnName);
        if (column < 0) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "component " + name + " of " + owner.getName() + " has no column"
                            + (name.equals(columnName) ? "; name one with @Column, or take the component away" : "")
                            + Suggestions.didYouMean(columnName, schema.names()));
        }
        return column;
    }

    /** For messages: {@code component price of com.acme.Trade}. */
    @Override
    public String toString() {
        return "component " + name + " of " + owner.getName();
    }

    /** An error about a value that does not fit this member. */
    LaminarException mismatch(Field field, String problem) {
        return new LaminarException(
                ErrorCode.BINDING_MISMATCH,
                "column " + field.name() + " is " + field.type() + " and " + this + " is " + type.getSimpleName() + ": "
                        + problem);
    }

    /** The method as a handle that needs no access checks any more. */
    MethodHandle handle() {
        if (method == null) {
            throw new IllegalStateException(this + " has no method");
        }
        try {
            return MethodHandles.lookup().unreflect(opened(method));
        } catch (IllegalAccessException e) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH, this + " cannot be accessed; make it accessible to Laminar", e);
        }
    }

    /** Opens a method or constructor of a class that need not be public. */
    static <T extends AccessibleObject & java.lang.reflect.Member> T opened(T member) {
        if (!member.trySetAccessible()) {
            Class<?> owner = member.getDeclaringClass();
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    owner.getName() + " cannot be accessed; make it public in an exported package, or let module "
                            + owner.getModule().getName() + " open package " + owner.getPackageName() + " to Laminar");
        }
        return member;
    }
}
