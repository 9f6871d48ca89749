package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.ScalarFunction.Notation;
import io.laminar.expr.ScalarFunction.NullRule;
import io.laminar.expr.function.AngleFunctions;
import io.laminar.expr.function.ArithmeticFunctions;
import io.laminar.expr.function.ArrayFunctions;
import io.laminar.expr.function.ArrayLookupFunctions;
import io.laminar.expr.function.ArrayShapeFunctions;
import io.laminar.expr.function.BitFunctions;
import io.laminar.expr.function.BoxFunctions;
import io.laminar.expr.function.ByteFunctions;
import io.laminar.expr.function.CalendarFunctions;
import io.laminar.expr.function.CastFunctions;
import io.laminar.expr.function.ClockFunctions;
import io.laminar.expr.function.CodePointFunctions;
import io.laminar.expr.function.ComparisonFunctions;
import io.laminar.expr.function.DecimalFunctions;
import io.laminar.expr.function.DegreeFunctions;
import io.laminar.expr.function.FormatFunctions;
import io.laminar.expr.function.HashFunctions;
import io.laminar.expr.function.JsonDocumentFunctions;
import io.laminar.expr.function.JsonFunctions;
import io.laminar.expr.function.JsonPathFunctions;
import io.laminar.expr.function.JsonQueryFunctions;
import io.laminar.expr.function.MapFunctions;
import io.laminar.expr.function.MathFunctions;
import io.laminar.expr.function.NumberFunctions;
import io.laminar.expr.function.PatternFunctions;
import io.laminar.expr.function.QuotingFunctions;
import io.laminar.expr.function.RegexFunctions;
import io.laminar.expr.function.RowFunctions;
import io.laminar.expr.function.SeriesFunctions;
import io.laminar.expr.function.SqlFunction;
import io.laminar.expr.function.StringFunctions;
import io.laminar.expr.function.TextFunctions;
import io.laminar.expr.function.TimeFunctions;
import io.laminar.expr.function.TimeZoneFunctions;
import io.laminar.expr.function.TypeFunctions;
import io.laminar.expr.function.UrlFunctions;
import io.laminar.expr.function.UuidFunctions;
import io.laminar.expr.function.WordFunctions;
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
            ArrayFunctions.class,
            BoxFunctions.class,
            ClockFunctions.class,
            ComparisonFunctions.class,
            DecimalFunctions.class,
            CastFunctions.class,
            JsonFunctions.class,
            JsonDocumentFunctions.class,
            JsonQueryFunctions.class,
            MapFunctions.class,
            RowFunctions.class,
            StringFunctions.class,
            MathFunctions.class,
            TimeFunctions.class,
            AngleFunctions.class,
            BitFunctions.class,
            CalendarFunctions.class,
            FormatFunctions.class,
            HashFunctions.class,
            NumberFunctions.class,
            PatternFunctions.class,
            QuotingFunctions.class,
            RegexFunctions.class,
            SeriesFunctions.class,
            TextFunctions.class,
            TimeZoneFunctions.class,
            TypeFunctions.class,
            ArrayLookupFunctions.class,
            CodePointFunctions.class,
            DegreeFunctions.class,
            JsonPathFunctions.class,
            ByteFunctions.class,
            ArrayShapeFunctions.class,
            UuidFunctions.class,
            WordFunctions.class,
            UrlFunctions.class);

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
                .thenComparing(entry -> entry.signature().parameterList()));
    }

    private FunctionCatalog() {}

    /**
     * A function as users see it.
     *
     * @param name SQL name in capitals, or the operator's symbol
     * @param aliases further names
     * @param signature SQL types of its operands and its result
     * @param description a sentence
     * @param examples calls with their results, {@code UPPER('acme') = 'ACME'}
     * @param function what is called
     */
    public record Entry(
            String name,
            List<String> aliases,
            Signature signature,
            String description,
            List<String> examples,
            ScalarFunction function) {
        public Entry {
            aliases = List.copyOf(aliases);
            examples = List.copyOf(examples);
        }

        /** Types of its operands. */
        public List<TypeTemplate> parameters() {
            return signature.parameters();
        }

        /** Whether a call with these operands may give NULL. */
        public boolean mayBeNull(List<DataType> operands) {
            return signature.mayBeNull()
                    || (function.nullRule() == NullRule.STRICT
                            && operands.stream().anyMatch(DataType::nullable));
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
        int bestCost = TypeTemplate.NO_FIT;
        for (Entry entry : BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), List.of())) {
            int cost = entry.signature()
                    .bind(operands)
                    .map(Signature.Binding::cost)
                    .orElse(TypeTemplate.NO_FIT);
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

    /** The function that the only method of a name is. */
    static ScalarFunction named(Class<?> holder, String method) {
        for (Method candidate : holder.getMethods()) {
            if (candidate.getName().equals(method)) {
                return scalar(candidate, Objects.requireNonNull(candidate.getAnnotation(SqlFunction.class), method));
            }
        }
        throw new IllegalArgumentException("no " + method + " in " + holder);
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
                                        .map(entry -> entry.signature().parameterList())
                                        .distinct()
                                        .toList())
                : "; SHOW FUNCTIONS lists what there is";
        return new LaminarException(ErrorCode.FUNCTION_NOT_FOUND, "no function " + name + "(" + types + ")" + known);
    }

    private static void register(Method method, SqlFunction annotation) {
        ScalarFunction function = scalar(method, annotation);
        Class<?> result = method.getReturnType();
        if (annotation.internal()) {
            if (isEngineType(result) && method.getParameterCount() == 1) {
                CONSTANT_READERS.put(result, function);
            }
            return;
        }
        Entry entry = new Entry(
                annotation.name(),
                List.of(annotation.aliases()),
                signature(method, annotation),
                annotation.description(),
                List.of(annotation.examples()),
                function);
        LISTED.add(entry);
        BY_NAME.computeIfAbsent(annotation.name(), name -> new ArrayList<>()).add(entry);
        for (String alias : annotation.aliases()) {
            BY_NAME.computeIfAbsent(alias, name -> new ArrayList<>()).add(entry);
        }
    }

    private static Signature signature(Method method, SqlFunction annotation) {
        if (!annotation.signature().isEmpty()) {
            return Signature.parse(annotation.signature());
        }
        List<Kind> parameters = new ArrayList<>(List.of(annotation.parameters()));
        if (parameters.isEmpty()) {
            for (Class<?> parameter : method.getParameterTypes()) {
                parameters.add(kindOf(parameter));
            }
        }
        Kind result = annotation.result().length == 0
                ? kindOf(method.getReturnType())
                : annotation.result()[0];
        return Signature.of(parameters, result);
    }

    /** Whether values of the type are only made by the engine, such as compiled patterns and documents. */
    private static boolean isEngineType(Class<?> type) {
        return type.getName().startsWith("io.laminar.expr.");
    }

    private static ScalarFunction scalar(Method method, SqlFunction annotation) {
        String name = annotation.name();
        Notation notation = Notation.FUNCTION;
        if (name.equals("CAST") || name.equals("TRY_CAST")) {
            notation = Notation.CAST;
        } else if (!Character.isLetter(name.charAt(0)) || name.equals("LIKE")) {
            notation = name.equals("[]") ? Notation.SUBSCRIPT : Notation.INFIX;
        } else if (annotation.hidden()) {
            notation = Notation.HIDDEN;
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
}
