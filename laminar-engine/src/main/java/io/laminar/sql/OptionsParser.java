package io.laminar.sql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Parses lists of options: {@code (key = 'value', dotted.key = 5, 'quoted key' = TRUE)}. */
final class OptionsParser {
    private OptionsParser() {}

    /** The options in brackets; keys in lower case. */
    static Map<String, String> options(TokenStream tokens) {
        Map<String, String> options = new LinkedHashMap<>();
        tokens.expect("(");
        while (!tokens.acceptSymbol(")")) {
            if (!options.isEmpty()) {
                tokens.expect(",");
            }
            String key = key(tokens);
            tokens.expect("=");
            if (options.containsKey(key)) {
                throw tokens.unexpected("option " + key + " to be given once");
            }
            options.put(key, value(tokens));
        }
        return options;
    }

    /** The options if there is a bracket, else none. */
    static Map<String, String> optionsIfAny(TokenStream tokens) {
        return tokens.atSymbol("(") ? options(tokens) : Map.of();
    }

    private static String key(TokenStream tokens) {
        if (tokens.atString()) {
            return tokens.string("an option").toLowerCase(Locale.ROOT);
        }
        StringBuilder key = new StringBuilder(word(tokens));
        while (tokens.acceptSymbol(".")) {
            key.append('.').append(word(tokens));
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }

    /** A word, reserved or not: no expression can stand where keys do. */
    private static String word(TokenStream tokens) {
        String image = tokens.image();
        if (image.isEmpty() || !(Character.isLetter(image.charAt(0)) || image.charAt(0) == '_')) {
            return tokens.name("the key of an option");
        }
        tokens.next();
        return image;
    }

    private static String value(TokenStream tokens) {
        if (tokens.atString()) {
            return tokens.string("a value");
        }
        String sign = tokens.acceptSymbol("-") ? "-" : "";
        String image = tokens.image();
        boolean isNumber = !image.isEmpty() && (Character.isDigit(image.charAt(0)) || image.startsWith("."));
        boolean isBoolean = sign.isEmpty() && (image.equalsIgnoreCase("TRUE") || image.equalsIgnoreCase("FALSE"));
        if (!isNumber && !isBoolean) {
            throw tokens.unexpected("a value: a string in single quotes, a number, TRUE or FALSE");
        }
        tokens.next();
        return isBoolean ? image.toLowerCase(Locale.ROOT) : sign + image;
    }
}
