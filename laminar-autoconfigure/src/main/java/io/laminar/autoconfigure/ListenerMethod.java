package io.laminar.autoconfigure;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/** A method of a bean that is given the result of a query: what it takes, and how it is called. */
final class ListenerMethod {
    private final Object bean;
    private final Method method;
    private final Class<?> rowType;
    private final boolean isBatch;
    private final boolean isChange;
    private final @Nullable String sendTo;

    private ListenerMethod(
            Object bean, Method method, Class<?> rowType, boolean isBatch, boolean isChange, @Nullable String sendTo) {
        this.bean = bean;
        this.method = method;
        this.rowType = rowType;
        this.isBatch = isBatch;
        this.isChange = isChange;
        this.sendTo = sendTo;
    }

    /**
     * Looks at a method.
     *
     * @param bean the bean, which may be a proxy
     * @param method the method on its class or an interface
     * @param sendTo the source that gets what the method returns, or null
     * @throws IllegalArgumentException when the method cannot be given rows
     */
    static ListenerMethod of(Object bean, Method method, @Nullable String sendTo) {
        String where = "@LaminarQuery on " + AnnotatedQueryReader.describe(method);
        if (method.getParameterCount() != 1) {
            throw new DeclarationException(
                    where + " needs one parameter, for the row, but the method has " + method.getParameterCount());
        }
        if (sendTo != null && method.getReturnType() == void.class) {
            throw new DeclarationException(where + " has @SendTo, but the method returns nothing");
        }
        ResolvableType type = ResolvableType.forMethodParameter(new MethodParameter(method, 0));
        boolean isBatch = type.toClass() == List.class;
        ResolvableType item = isBatch ? type.getGeneric(0) : type;
        boolean isChange = item.toClass() == Change.class;
        ResolvableType row = isChange ? item.getGeneric(0) : item;
        return target(bean, method, rowType(where, row), isBatch, isChange, sendTo);
    }

    /** A private method is called on the object behind the proxy, since a proxy cannot pass it on. */
    private static ListenerMethod target(
            Object bean, Method method, Class<?> rowType, boolean isBatch, boolean isChange, @Nullable String sendTo) {
        Object target = bean;
        Method callable = method;
        if (bean instanceof SpringProxy && Modifier.isPrivate(method.getModifiers())) {
            Object behind = AopProxyUtils.getSingletonTarget(bean);
            target = behind == null ? bean : behind;
        } else {
            callable = AopUtils.selectInvocableMethod(method, bean.getClass());
        }
        ReflectionUtils.makeAccessible(callable);
        return new ListenerMethod(target, callable, rowType, isBatch, isChange, sendTo);
    }

    private static Class<?> rowType(String where, ResolvableType type) {
        Class<?> rowType = type.resolve(Row.class);
        if (rowType == Object.class) {
            return Row.class;
        }
        if (rowType.isPrimitive() || rowType == String.class || Number.class.isAssignableFrom(rowType)) {
            throw new DeclarationException(where + " takes " + rowType.getSimpleName()
                    + ", which is not a row; take a record, a bean, a Map or a Row");
        }
        return Map.class.isAssignableFrom(rowType) ? Map.class : rowType;
    }

    /** What a row is to be delivered as. */
    Class<?> rowType() {
        return rowType;
    }

    /** Whether the method takes a list. */
    boolean isBatch() {
        return isBatch;
    }

    /** The source that gets what the method returns, or null. */
    @Nullable
    String sendTo() {
        return sendTo;
    }

    /** Adds what the method is to be given for a change: the change, or as many rows as come into being. */
    void addItems(Change<?> change, List<Object> items) {
        if (isChange) {
            items.add(change);
        } else {
            for (long i = 0; i < change.weight() && change.kind().isAddition(); i++) {
                items.add(change.row());
            }
        }
    }

    /** Calls the method with one argument. */
    @Nullable
    Object invoke(Object argument) throws Throwable {
        try {
            return method.invoke(bean, argument);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public String toString() {
        return AnnotatedQueryReader.describe(method);
    }
}
