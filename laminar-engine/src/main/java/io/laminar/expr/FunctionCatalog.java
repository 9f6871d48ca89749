package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.ScalarFunction.Notation;
import io.laminar.expr.ScalarFunction.NullRule;
import io.laminar.expr.function.AngleFunctions;
import io.laminar.expr.function.ArithmeticFunctions;
import io.laminar.expr.function.BitFunctions;
import io.laminar.expr.function.CalendarFunctions;
import io.laminar.expr.function.CastFunctions;
import io.laminar.expr.function.ComparisonFunctions;
import io.laminar.expr.function.DecimalFunctions;
import io.laminar.expr.function.FormatFunctions;
import io.laminar.expr.function.HashFunctions;
import io.laminar.expr.function.MathFunctions;
import io.laminar.expr.function.NumberFunctions;
import io.laminar.expr.function.RegexFunctions;
import io.laminar.expr.function.SqlFunction;
import io.laminar.expr.function.StringFunctions;
import io.laminar.expr.function.TextFunctions;
import io.laminar.expr.function.TimeFunctions;
import io.laminar.expr.function.TimeZoneFunctions;
import io.laminar.expr.function.UrlFunctions;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The scalar functions that the engine has, found once by reflection. Immutable, for any thread. */
public final class FunctionCatalog {
    private static final List<Class<?>> HOLDERS = List.of(
            ArithmeticFunctions.class,
            ComparisonFunctions.class,
            DecimalFunctions.class,
            CastFunctions.class,
            StringFunctions.class,
            MathFunctions.class,
            TimeFunctions.class,
            AngleFunctions.class,
            BitFunctions.class,
            CalendarFunctions.class,
            FormatFunctions.class,
            HashFunctions.class,
            NumberFunctions.class,
            RegexFunctions.class,
            TextFunctions.class,
            TimeZoneFunctions.class,
            UrlFunctions.class);
    private static final int NO_FIT = 1_000;

    private static final Map<String, List<Entry>> BY_NAME = new HashMap<>();
    private static final Map<Class<?>, ScalarFunction> CONSTANT_READERS = new HashMap<>();
    private static final List<Entry> LISTED = new ArrayList<>();

    static {
        for (Class<?> holder : HOLDERS) {
            for (Method method : holder.getDeclaredMethods()) {
                SqlFunction annotation = method.getAnnotation(SqlFunction.class);
                if (annotation != null) {
                    register(method, annotation);
                }
            }
        }
        LISTED.sort(Comparator.comparing(Entry::name)
                .thenComparing(entry -> entry.parameters().toString()));
    }

    private FunctionCatalog() {}

    /**
     * A function as users see it.
     *
     * @param name SQL name in capitals, or the operator's symbol
     * @param aliases further names
     * @param parameters SQL types of its operands
     * @param result SQL type of its result
     * @param description a sentence
     * @param examples calls with their results, {@code UPPER('acme') = 'ACME'}
     * @param function what is called
     */
    public record Entry(
            String name,
            List<String> aliases,
            List<Kind> parameters,
            Kind result,
            String description,
            List<String> examples,
            ScalarFunction function) {
        public Entry {
            aliases = List.copyOf(aliases);
            parameters = List.copyOf(parameters);
            examples = List.copyOf(examples);
        }
    }

    /** All functions that SQL can name, with their overloads, by name. */
    public static List<Entry> functions() {
        return List.copyOf(LISTED);
    }

    /** Whether some function has this name or alias; case is ignored. */
    public static boolean isKnown(String name) {
        return BY_NAME.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** The function of a name, in any case, whose parameters take operands of these types with the fewest conversions. */
    public static Optional<Entry> resolve(String name, List<DataType> operands) {
        Entry best = null;
        int bestCost = NO_FIT;
        for (Entry entry : BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), List.of())) {
            int cost = cost(entry.parameters(), operands);
            if (cost < bestCost) {
                best = entry;
                bestCost = cost;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether a call never raises an error, whatever its operands. */
    public static boolean isTotal(ScalarFunction function) {
        SqlFunction annotation = function.method().getAnnotation(SqlFunction.class);
        return annotation != null && annotation.total();
    }

    /** Whether a call may give NULL although no operand is NULL. */
    public static boolean mayGiveNull(ScalarFunction function) {
        Class<?> result = function.method().getReturnType();
        return result == Long.class
                || result == Double.class
                || result == Boolean.class
                || function.method().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }

    /** The function that turns a text into an object such as a compiled pattern, or null for types that rows have. */
    static @Nullable ScalarFunction constantReader(Class<?> parameter) {
        return CONSTANT_READERS.get(parameter);
    }

    /** The function that a method is. */
    static ScalarFunction of(Class<?> holder, String method, Class<?>... parameters) {
        return find(holder, method, parameters)
                .orElseThrow(
                        () -> new IllegalArgumentException("no " + method + List.of(parameters) + " in " + holder));
    }

    /** The function that a method is, if there is one with these parameters. */
    static Optional<ScalarFunction> find(Class<?> holder, String method, Class<?>... parameters) {
        try {
            Method found = holder.getMethod(method, parameters);
            return Optional.of(scalar(found, Objects.requireNonNull(found.getAnnotation(SqlFunction.class), method)));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    static LaminarException notFound(String name, Collection<DataType> operands) {
        String types =
                String.join(", ", operands.stream().map(DataType::sqlName).toList());
        String known = isKnown(name)
                ? "; it takes "
                        + String.join(
                                " or ",
                                BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), List.of()).stream()
                                        .map(entry -> entry.parameters().toString())
                                        .distinct()
                                        .toList())
                : "; SHOW FUNCTIONS lists what there is";
        return new LaminarException(ErrorCode.FUNCTION_NOT_FOUND, "no function " + name + "(" + types + ")" + known);
    }

    private static void register(Method method, SqlFunction annotation) {
        ScalarFunction function = scalar(method, annotation);
        Class<?> result = method.getReturnType();
        if (annotation.internal()) {
            if (result.getPackage() == SqlFunction.class.getPackage() && method.getParameterCount() == 1) {
                CONSTANT_READERS.put(result, function);
            }
            return;
        }
        List<Kind> parameters = new ArrayList<>(List.of(annotation.parameters()));
        if (parameters.isEmpty()) {
            for (Class<?> parameter : method.getParameterTypes()) {
                parameters.add(kindOf(parameter));
            }
        }
        Entry entry = new Entry(
                annotation.name(),
                List.of(annotation.aliases()),
                parameters,
                annotation.result().length == 0 ? kindOf(result) : annotation.result()[0],
                annotation.description(),
                List.of(annotation.examples()),
                function);
        LISTED.add(entry);
        BY_NAME.computeIfAbsent(annotation.name(), name -> new ArrayList<>()).add(entry);
        for (String alias : annotation.aliases()) {
            BY_NAME.computeIfAbsent(alias, name -> new ArrayList<>()).add(entry);
        }
    }

    private static ScalarFunction scalar(Method method, SqlFunction annotation) {
        String name = annotation.name();
        Notation notation = Notation.FUNCTION;
        if (name.equals("CAST") || name.equals("TRY_CAST")) {
            notation = Notation.CAST;
        } else if (!Character.isLetter(name.charAt(0)) || name.equals("LIKE")) {
            notation = Notation.INFIX;
        }
        NullRule nullRule = annotation.calledWithNull() ? NullRule.CALLED : NullRule.STRICT;
        return new ScalarFunction(name, method, nullRule, annotation.deterministic(), notation);
    }

    private static Kind kindOf(Class<?> javaType) {
        if (javaType == boolean.class || javaType == Boolean.class) {
            return Kind.BOOLEAN;
        }
        if (javaType == long.class || javaType == Long.class) {
            return Kind.BIGINT;
        }
        if (javaType == double.class || javaType == Double.class) {
            return Kind.DOUBLE;
        }
        if (javaType == byte[].class) {
            return Kind.VARBINARY;
        }
        if (javaType == UUID.class) {
            return Kind.UUID;
        }
        return javaType == BigDecimal.class ? Kind.DECIMAL : Kind.VARCHAR;
    }

    private static int cost(List<Kind> parameters, List<DataType> operands) {
        if (parameters.size() != operands.size()) {
            return NO_FIT;
        }
        int cost = 0;
        for (int i = 0; i < parameters.size(); i++) {
            cost += cost(parameters.get(i), operands.get(i));
        }
        return cost;
    }

    private static int cost(Kind parameter, DataType operand) {
        Kind kind = operand.kind();
        if (kind == parameter) {
            return 0;
        }
        if (kind == Kind.NULL) {
            return 1;
        }
        return switch (parameter) {
            case BIGINT -> operand.isInteger() ? 1 : NO_FIT;
            case DOUBLE -> operand.isApproximate() ? 1 : operand.isNumeric() ? 10 : NO_FIT;
            case DECIMAL -> operand.isInteger() ? 5 : NO_FIT;
            case VARCHAR -> kind == Kind.CHAR || kind == Kind.JSON ? 1 : NO_FIT;
            case VARBINARY -> kind == Kind.BINARY ? 1 : NO_FIT;
            case TIMESTAMP -> kind == Kind.TIMESTAMP_LTZ ? 1 : kind == Kind.DATE ? 2 : NO_FIT;
            default -> NO_FIT;
        };
    }
}
