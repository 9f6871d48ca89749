package io.laminar.expr.function;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts of addresses by RFC 3986. What is no address has no parts: they are NULL. */
public final class UrlFunctions {
    private UrlFunctions() {}

    @SqlFunction(
            name = "URL_ENCODE",
            description = "A text as a part of an address: blanks as +, other special characters as %xx of UTF-8.",
            examples = "URL_ENCODE('a b&c') = 'a+b%26c'",
            total = true)
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @SqlFunction(
            name = "URL_DECODE",
            description = "The text that URL_ENCODE was given.",
            examples = "URL_DECODE('a+b%26c') = 'a b&c'")
    public static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidArgument("'" + text + "' is no encoded text: " + e.getMessage());
        }
    }

    @SqlFunction(
            name = "PARSE_URL",
            description = "A part of an address: PROTOCOL, AUTHORITY, USERINFO, HOST, PORT, PATH, QUERY, FILE (path and"
                    + " query) or REF; NULL where there is none.",
            examples = {
                "PARSE_URL('http://u@acme.org:80/a/b?k=v#r', 'HOST') = 'acme.org'",
                "PARSE_URL('http://u@acme.org:80/a/b?k=v#r', 'FILE') = '/a/b?k=v'",
                "PARSE_URL('no address', 'HOST') = NULL"
            })
    public static @Nullable String part(String url, String part) {
        URI uri = parse(url);
        String name = part.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "PROTOCOL" -> uri == null ? null : uri.getScheme();
            case "AUTHORITY" -> uri == null ? null : uri.getRawAuthority();
            case "USERINFO" -> uri == null ? null : uri.getRawUserInfo();
            case "HOST" -> uri == null ? null : uri.getHost();
            case "PORT" -> uri == null || uri.getPort() < 0 ? null : Integer.toString(uri.getPort());
            case "PATH" -> uri == null ? null : uri.getRawPath();
            case "QUERY" -> uri == null ? null : uri.getRawQuery();
            case "REF" -> uri == null ? null : uri.getRawFragment();
            case "FILE" -> uri == null ? null : file(uri);
            default ->
                throw ValueErrors.invalidArgument("'" + part + "' is no part of an address; expected PROTOCOL, "
                        + "AUTHORITY, USERINFO, HOST, PORT, PATH, QUERY, FILE or REF");
        };
    }

    private static @Nullable String file(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    @SqlFunction(
            name = "PARSE_URL",
            description =
                    "The value of a key in the query of an address, as it is written: PARSE_URL(url, 'QUERY', k).",
            examples = {
                "PARSE_URL('http://acme.org/?a=1&b=2', 'QUERY', 'b') = '2'",
                "PARSE_URL('http://acme.org/?a=1&b=2', 'QUERY', 'c') = NULL"
            })
    public static @Nullable String part(String url, String part, String key) {
        if (!part.equalsIgnoreCase("QUERY")) {
            throw ValueErrors.invalidArgument("only QUERY has keys but got '" + part + "'");
        }
        String query = part(url, "QUERY");
        if (query == null) {
            return null;
        }
        for (int start = 0; start <= query.length(); ) {
            int next = query.indexOf('&', start);
            int end = next < 0 ? query.length() : next;
            if (query.startsWith(key, start)
                    && start + key.length() < end
                    && query.charAt(start + key.length()) == '=') {
                return query.substring(start + key.length() + 1, end);
            }
            start = end + 1;
        }
        return null;
    }

    @SqlFunction(
            name = "URL_EXTRACT_PROTOCOL",
            description = "The protocol of an address.",
            examples = "URL_EXTRACT_PROTOCOL('http://acme.org/a') = 'http'",
            total = true)
    public static @Nullable String protocol(String url) {
        return part(url, "PROTOCOL");
    }

    @SqlFunction(
            name = "URL_EXTRACT_HOST",
            description = "The host of an address.",
            examples = "URL_EXTRACT_HOST('http://acme.org:80/a') = 'acme.org'",
            total = true)
    public static @Nullable String host(String url) {
        return part(url, "HOST");
    }

    @SqlFunction(
            name = "URL_EXTRACT_PORT",
            description = "The port that an address names.",
            examples = {"URL_EXTRACT_PORT('http://acme.org:80/a') = 80", "URL_EXTRACT_PORT('http://acme.org/a') = NULL"
            },
            total = true)
    public static @Nullable Long port(String url) {
        URI uri = parse(url);
        return uri == null || uri.getPort() < 0 ? null : (Long) (long) uri.getPort();
    }

    @SqlFunction(
            name = "URL_EXTRACT_PATH",
            description = "The path of an address.",
            examples = "URL_EXTRACT_PATH('http://acme.org/a/b?k=v') = '/a/b'",
            total = true)
    public static @Nullable String path(String url) {
        return part(url, "PATH");
    }

    @SqlFunction(
            name = "URL_EXTRACT_QUERY",
            description = "The query of an address.",
            examples = "URL_EXTRACT_QUERY('http://acme.org/a?k=v') = 'k=v'",
            total = true)
    public static @Nullable String query(String url) {
        return part(url, "QUERY");
    }

    @SqlFunction(
            name = "URL_EXTRACT_FRAGMENT",
            description = "What stands behind the # of an address.",
            examples = "URL_EXTRACT_FRAGMENT('http://acme.org/a#r') = 'r'",
            total = true)
    public static @Nullable String fragment(String url) {
        return part(url, "REF");
    }

    @SqlFunction(
            name = "URL_EXTRACT_PARAMETER",
            description = "The value of a key in the query of an address, decoded.",
            examples = "URL_EXTRACT_PARAMETER('http://acme.org/?q=a+b', 'q') = 'a b'")
    public static @Nullable String parameter(String url, String key) {
        String value = part(url, "QUERY", key);
        return value == null ? null : decode(value);
    }

    private static @Nullable URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
