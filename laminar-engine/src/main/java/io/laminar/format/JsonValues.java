package io.laminar.format;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Decimals;
import io.laminar.data.Temporals;
import io.laminar.data.binding.TextValues;
import io.laminar.spi.RowWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON values to engine values, and Java values of rows to JSON. */
final class JsonValues {
    private static final int LONG_DIGITS = 19;

    /**
     * One factory for all, safe to share. Writing a record neither flushes nor closes what it is written to. Records are bounded by {@link TextInput#MAX_RECORD_CHARS} already.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TextInput.MAX_RECORD_CHARS)
                    .build())
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonValues() {}

    /** Sets a column to the value that the parser stands on, and leaves the parser at the value's end. */
    static void set(JsonParser parser, RowWriter writer, int column) {
        Field field = writer.schema().field(column);
        switch (parser.currentToken()) {
            case VALUE_NULL -> writer.setNull(column);
            case VALUE_STRING -> setString(parser, writer, field, column);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> setNumber(parser, writer, field, column);
            default -> {
                Object value = read(parser, field);
                if (value instanceof Long number) {
                    writer.setLong(column, number);
                } else {
                    writer.setObject(column, value);
                }
            }
        }
    }

    private static void setString(JsonParser parser, RowWriter writer, Field field, int column) {
        if (field.type().kind() == DataType.Kind.JSON) {
            writer.setObject(column, structure(parser));
        } else {
            writer.setText(column, parser.getString());
        }
    }

    private static void setNumber(JsonParser parser, RowWriter writer, Field field, int column) {
        switch (field.type().kind()) {
            case DOUBLE -> writer.setDouble(column, parser.getDoubleValue());
            case BIGINT, INTEGER, SMALLINT, TINYINT, TIMESTAMP, TIMESTAMP_LTZ ->
                writer.setLong(column, number(parser, field));
            case BOOLEAN, DATE, TIME, BINARY, VARBINARY, UUID, ARRAY, MAP, ROW, INTERVAL_DAY, INTERVAL_YEAR ->
                throw TextValues.malformed(field, parser.getString(), new IllegalArgumentException("a number"));
            default -> writer.setText(column, parser.getString());
        }
    }

    /** Whole numbers, and points in time as milliseconds since 1970. */
    private static long number(JsonParser parser, Field field) {
        String text = parser.getString();
        try {
            BigDecimal number = new BigDecimal(text);
            if (field.type().isTimestamp()) {
                return Decimals.floor(number.multiply(BigDecimal.valueOf(Temporals.MICROS_PER_MILLI)), LONG_DIGITS)
                        .longValueExact();
            }
            return TextValues.parseLong(
                    field, Decimals.exact(number, LONG_DIGITS, 0).toString());
        } catch (ArithmeticException e) {
            throw TextValues.malformed(field, text, e);
        }
    }

    /** A value of any type, boxed as the engine holds it; null for NULL. */
    private static @Nullable Object read(JsonParser parser, Field field) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean isStructure = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        switch (field.type().kind()) {
            case JSON:
                return structure(parser);
            case CHAR, VARCHAR:
                return TextValues.parseObject(field, isStructure ? structure(parser) : parser.getString());
            case ARRAY:
                return array(parser, field);
            case MAP:
                return map(parser, field);
            case ROW:
                return row(parser, field);
            case TINYINT, SMALLINT, INTEGER, BIGINT, TIMESTAMP, TIMESTAMP_LTZ:
                if (token.isNumeric()) {
                    return number(parser, field);
                }
                break;
            default:
                break;
        }
        if (isStructure) {
            throw TextValues.malformed(field, structure(parser), new IllegalArgumentException("a structure"));
        }
        return TextValues.parse(field, parser.getString());
    }

    private static List<@Nullable Object> array(JsonParser parser, Field field) {
        expect(parser, field, JsonToken.START_ARRAY);
        Field element = new Field(field.name() + "[]", field.type().arguments().get(0));
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser, element));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<@Nullable Object, @Nullable Object> map(JsonParser parser, Field field) {
        expect(parser, field, JsonToken.START_OBJECT);
        Field keys = new Field(field.name() + " key", field.type().arguments().get(0));
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Field value = new Field(
                    field.name() + "." + name, field.type().arguments().get(1));
            parser.nextToken();
            map.put(TextValues.parse(keys, name), read(parser, value));
        }
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object[] row(JsonParser parser, Field field) {
        expect(parser, field, JsonToken.START_OBJECT);
        List<String> names = field.type().fieldNames();
        @Nullable Object[] row = new Object[names.size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int at = names.indexOf(parser.currentName());
            parser.nextToken();
            if (at < 0) {
                parser.skipChildren();
            } else {
                row[at] = read(
                        parser,
                        new Field(
                                field.name() + "." + names.get(at),
                                field.type().arguments().get(at)));
            }
        }
        return row;
    }

    private static void expect(JsonParser parser, Field field, JsonToken token) {
        if (parser.currentToken() != token) {
            throw TextValues.malformed(field, structure(parser), new IllegalArgumentException("expected " + token));
        }
    }

    /** The JSON text of what the parser stands on. */
    static String structure(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    /**
     * An ARRAY, MAP or ROW from its JSON text.
     *
     * @throws LaminarException with {@code MALFORMED_RECORD}
     */
    static Object parse(Field field, CharSequence text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.toString())) {
            parser.nextToken();
            Object value = read(parser, field);
            if (value == null || parser.nextToken() != null) {
                throw TextValues.malformed(field, text, new IllegalArgumentException("not one JSON value"));
            }
            return value;
        } catch (JacksonException e) {
            throw TextValues.malformed(field, text, e);
        }
    }

    /** The JSON text of a Java value of a row. */
    static String write(DataType type, Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, type, value);
        }
        return text.toString();
    }

    /** Writes a Java value of a row. */
    static void write(JsonGenerator generator, DataType type, @Nullable Object value) {
        if (value == null) {
            generator.writeNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> generator.writeNumber(((Number) value).longValue());
            case REAL -> generator.writeNumber((Float) value);
            case DOUBLE -> generator.writeNumber((Double) value);
            case DECIMAL -> generator.writeNumber((BigDecimal) value);
            case JSON -> generator.writeRawValue(oneLine((String) value));
            case ARRAY -> writeArray(generator, type, (List<?>) value);
            case MAP -> writeMap(generator, type, (Map<?, ?>) value);
            case ROW -> writeRow(generator, type, (Map<?, ?>) value);
            default -> generator.writeString(ValueText.of(type, value));
        }
    }

    /** Line breaks can stand between the tokens of JSON text alone, where a blank does as well. */
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }

    private static void writeArray(JsonGenerator generator, DataType type, List<?> values) {
        generator.writeStartArray();
        for (Object value : values) {
            write(generator, type.arguments().get(0), value);
        }
        generator.writeEndArray();
    }

    private static void writeMap(JsonGenerator generator, DataType type, Map<?, ?> values) {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            Object key = entry.getKey();
            if (key == null) {
                throw new LaminarException(
                        ErrorCode.CONNECTOR_FAILED, "a MAP with a NULL key cannot be JSON; take the key away");
            }
            generator.writeName(ValueText.of(type.arguments().get(0), key));
            write(generator, type.arguments().get(1), entry.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeRow(JsonGenerator generator, DataType type, Map<?, ?> values) {
        generator.writeStartObject();
        for (int i = 0; i < type.fieldNames().size(); i++) {
            generator.writeName(type.fieldNames().get(i));
            write(
                    generator,
                    type.arguments().get(i),
                    values.get(type.fieldNames().get(i)));
        }
        generator.writeEndObject();
    }
}
