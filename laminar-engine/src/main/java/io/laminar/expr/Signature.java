package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a function takes and gives.
 *
 * @param parameters types of its operands
 * @param isVariadic whether the last parameter may be repeated, or left out
 * @param result type of its result
 * @param mayBeNull whether the result may be NULL although no operand is
 */
public record Signature(List<TypeTemplate> parameters, boolean isVariadic, TypeTemplate result, boolean mayBeNull) {
    public Signature {
        parameters = List.copyOf(parameters);
        if (isVariadic && parameters.isEmpty()) {
            throw new IllegalArgumentException("there is no parameter to repeat");
        }
    }

    /**
     * The types of a call.
     *
     * @param operands one for each operand; what the operand is to be converted to, nullable
     * @param result nullable
     * @param cost less for fewer conversions
     */
    public record Binding(List<DataType> operands, DataType result, int cost) {
        public Binding {
            operands = List.copyOf(operands);
        }
    }

    /** A signature without variables. */
    static Signature of(List<Kind> parameters, Kind result) {
        return new Signature(
                parameters.stream().<TypeTemplate>map(TypeTemplate.Exact::new).toList(),
                false,
                new TypeTemplate.Exact(result),
                false);
    }

    /** Reads {@code ARRAY<T>, T... -> BOOLEAN?}: dots for what may be repeated, a question mark for what may be NULL. */
    static Signature parse(String text) {
        return new SignatureParser(text).signature();
    }

    /** Whether more is known of the result than the name of its type, or more of a parameter. */
    public boolean isGeneric() {
        return isVariadic
                || mayBeNull
                || result.equals(new TypeTemplate.Exact(Kind.JSON))
                || !(result instanceof TypeTemplate.Exact)
                || parameters.stream().anyMatch(parameter -> !(parameter instanceof TypeTemplate.Exact));
    }

    /** Fewest operands. */
    public int minOperands() {
        return isVariadic ? parameters.size() - 1 : parameters.size();
    }

    /** The parameter of an operand. */
    public TypeTemplate parameter(int operand) {
        return parameters.get(Math.min(operand, parameters.size() - 1));
    }

    /** Whether there may be so many operands. */
    public boolean takes(int operands) {
        return isVariadic ? operands >= minOperands() : operands == parameters.size();
    }

    /** The types of a call with such operands, if they fit. */
    public Optional<Binding> bind(List<DataType> operands) {
        if (!takes(operands.size())) {
            return Optional.empty();
        }
        Map<String, DataType> variables = new HashMap<>();
        int cost = 0;
        for (int i = 0; i < operands.size(); i++) {
            cost += parameter(i).match(operands.get(i), variables);
        }
        if (cost >= TypeTemplate.NO_FIT) {
            return Optional.empty();
        }
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            types.add(parameter(i).resolve(variables));
        }
        return Optional.of(new Binding(types, result.resolve(variables), cost));
    }

    /** {@code (ARRAY<T>, T, ...)}. */
    public String parameterList() {
        return parameters.stream()
                .map(TypeTemplate::toString)
                .collect(Collectors.joining(", ", "(", isVariadic ? ", ...)" : ")"));
    }
}
