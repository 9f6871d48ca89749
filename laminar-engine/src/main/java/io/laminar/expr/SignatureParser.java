package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the signatures of annotations: {@code MAP<K, V>, K -> V?}. */
final class SignatureParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(->|\\.\\.\\.|\\w+|[<>(),?])");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    SignatureParser(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
        tokens.add("");
    }

    Signature signature() {
        List<TypeTemplate> parameters = new ArrayList<>();
        boolean isVariadic = false;
        while (!accept("->")) {
            if (isVariadic || (!parameters.isEmpty() && !accept(","))) {
                throw malformed();
            }
            parameters.add(type());
            isVariadic = accept("...");
        }
        TypeTemplate result = type();
        boolean mayBeNull = accept("?");
        if (!tokens.get(at).isEmpty()) {
            throw malformed();
        }
        return new Signature(parameters, isVariadic, result, mayBeNull);
    }

    private TypeTemplate type() {
        String name = tokens.get(at++);
        if (name.equals("CAST") && accept("<")) {
            TypeTemplate target = type();
            expect(">");
            return new TypeTemplate.Castable(((TypeTemplate.Exact) target).kind());
        }
        if (accept("<")) {
            return nested(Kind.valueOf(name));
        }
        if (name.equals("DECIMAL") && accept("(")) {
            int precision = Integer.parseInt(tokens.get(at++));
            expect(",");
            int scale = Integer.parseInt(tokens.get(at++));
            expect(")");
            return new TypeTemplate.Sized(DataType.decimal(precision, scale));
        }
        boolean isKind =
                Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equals(name));
        if (!isKind && name.length() != 1) {
            throw malformed();
        }
        return isKind ? new TypeTemplate.Exact(Kind.valueOf(name)) : new TypeTemplate.Variable(name);
    }

    private TypeTemplate nested(Kind kind) {
        List<TypeTemplate> arguments = new ArrayList<>();
        List<String> names = new ArrayList<>();
        do {
            if (kind == Kind.ROW) {
                names.add(tokens.get(at++));
            }
            arguments.add(type());
        } while (accept(","));
        expect(">");
        return new TypeTemplate.Nested(kind, arguments, names);
    }

    private boolean accept(String token) {
        if (!tokens.get(at).equals(token)) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw malformed();
        }
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("'" + text + "' is no signature, at " + tokens.get(at));
    }
}
