package io.laminar.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.binding.ArrayRow;
import io.laminar.format.FormatHarness.GrowingStream;
import io.laminar.spi.Format;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    private static final Schema AB = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.INTEGER));
    private static final Format JSON = json(Map.of());

    @Test
    void readsFieldsByNameAndIgnoresOthers() throws IOException {
        Schema schema = Schema.of(new Field("window_end", DataType.TIMESTAMP), new Field("b", DataType.INTEGER));
        String text = """
                {"B":1,"other":{"b":[2,{"b":3}]},"windowEnd":"2001-01-01T10:00:00Z"}

                {"b":null}
                {}""";
        assertThat(FormatHarness.read(JSON, schema, text))
                .containsExactly(
                        "{window_end=2001-01-01T10:00, b=1}", "{window_end=null, b=null}", "{window_end=null, b=null}");
    }

    @Test
    void readsPaths() throws IOException {
        Schema schema = Schema.of(
                new Field("longitude", DataType.DOUBLE),
                new Field("depth", DataType.DOUBLE),
                new Field("mag", DataType.DOUBLE),
                new Field("odd", DataType.VARCHAR),
                new Field("geometry", DataType.of(Kind.JSON)));
        Format format = json(Map.of(
                "json.column.longitude", "$.geometry.coordinates[0]",
                "json.column.DEPTH", "geometry.coordinates[2]",
                "json.column.mag", "properties.mag",
                "json.column.odd", "$['a b'].c"));
        String text = """
                {"properties":{"mag":2.5},"geometry":{"type":"Point","coordinates":[-1.25,2,3]},"a b":{"c":true}}
                {"properties":null,"geometry":{"coordinates":[7]}}
                """;
        assertThat(FormatHarness.read(format, schema, text))
                .containsExactly(
                        "{longitude=-1.25, depth=3.0, mag=2.5, odd=true,"
                                + " geometry={\"type\":\"Point\",\"coordinates\":[-1.25,2,3]}}",
                        "{longitude=7.0, depth=null, mag=null, odd=null, geometry={\"coordinates\":[7]}}");
    }

    @Test
    void convertsToTheTypeOfTheColumn() throws IOException {
        assertThat(one(DataType.TIMESTAMP, "1517365101235")).isEqualTo("{v=2018-01-31T02:18:21.235}");
        assertThat(one(DataType.TIMESTAMP_LTZ, "-1.5")).isEqualTo("{v=1969-12-31T23:59:59.998500Z}");
        assertThat(one(DataType.TIMESTAMP_LTZ, "\"2001-01-01T02:00:00+02:00\"")).isEqualTo("{v=2001-01-01T00:00:00Z}");
        assertThat(one(DataType.VARCHAR, "12.50")).isEqualTo("{v=12.50}");
        assertThat(one(DataType.VARCHAR, "{\"a\": [1, \"\u00e9\"]}")).isEqualTo("{v={\"a\":[1,\"é\"]}}");
        assertThat(one(DataType.of(Kind.JSON), "\"text\"")).isEqualTo("{v=\"text\"}");
        assertThat(one(DataType.of(Kind.JSON), "7")).isEqualTo("{v=7}");
        assertThat(one(DataType.INTEGER, "\"7\"")).isEqualTo("{v=7}");
        assertThat(one(DataType.INTEGER, "7.0")).isEqualTo("{v=7}");
        assertThat(one(DataType.DOUBLE, "7")).isEqualTo("{v=7.0}");
        assertThat(one(DataType.decimal(20, 2), "7.005")).isEqualTo("{v=7.01}");
        assertThat(one(DataType.BOOLEAN, "true")).isEqualTo("{v=true}");
        assertThat(one(DataType.array(DataType.INTEGER), "[1,null]")).isEqualTo("{v=[1, null]}");
    }

    @Test
    void refusesWhatTheColumnCannotHold() throws IOException {
        assertThat(one(DataType.INTEGER, "2147483648")).contains("LMR-4001", "column v: '2147483648' is no INTEGER");
        assertThat(one(DataType.INTEGER, "1.5")).contains("'1.5' is no INTEGER");
        assertThat(one(DataType.INTEGER, "true")).contains("'true' is no INTEGER");
        assertThat(one(DataType.INTEGER, "{\"a\":1}")).contains("'{\"a\":1}' is no INTEGER");
        assertThat(one(DataType.BOOLEAN, "1")).contains("'1' is no BOOLEAN");
        assertThat(one(DataType.DATE, "1")).contains("'1' is no DATE");
        assertThat(one(DataType.DOUBLE, "\"1d\"")).contains("'1d' is no DOUBLE");
        assertThat(one(DataType.array(DataType.INTEGER), "7")).contains("'7' is no INTEGER ARRAY");
        assertThat(one(DataType.TIMESTAMP, "1e300")).contains("is no TIMESTAMP");
    }

    @Test
    void goesOnBehindMalformedLines() throws IOException {
        String text = """
                {"a":"x","b":1}
                {"a":"x","b":}
                {"a":"x"
                [1]
                {"b":"no"}
                {"b":2} x
                {"a":"y","b":3}
                """;
        List<String> lines = FormatHarness.read(JSON, AB, text);
        assertThat(lines).hasSize(7).startsWith("{a=x, b=1}").endsWith("{a=y, b=3}");
        assertThat(lines.get(1))
                .startsWith("! LMR-4001: test line 2, character 14: ")
                .endsWith("| {\"a\":\"x\",\"b\":}");
        assertThat(lines.get(2)).contains("line 3");
        assertThat(lines.get(3)).contains("line 4, the line is no JSON object");
        assertThat(lines.get(4)).contains("line 5, column b: 'no' is no INTEGER; correct the file");
        assertThat(lines.get(5)).contains("line 6, ");
    }

    @Test
    void waitsForTheRestWhileAFileGrows() throws IOException {
        GrowingStream bytes = new GrowingStream();
        Format.RecordReader reader = JSON.growingReader(bytes, "test", AB);
        bytes.append("{\"a\":\"x\"}");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("\n{\"a\"");
        assertThat(FormatHarness.drain(reader, AB)).containsExactly("{a=x, b=null}");
        bytes.append(":\"y\"}\n");
        assertThat(FormatHarness.drain(reader, AB)).containsExactly("{a=y, b=null}");
    }

    @Test
    void writesTheKindOfChangeFirst() throws IOException {
        Row row = ArrayRow.of(AB, "x\n", null);
        assertThat(FormatHarness.writeChanges(
                        JSON,
                        AB,
                        List.of(
                                new Change<>(ChangeKind.INSERT, row, 1, null, 0),
                                new Change<>(ChangeKind.DELETE, row, -1, null, 0))))
                .isEqualTo("{\"op\":\"+I\",\"a\":\"x\\n\",\"b\":null}\n{\"op\":\"-D\",\"a\":\"x\\n\",\"b\":null}\n");
    }

    @Test
    void refusesPathsThatAreNone() {
        assertInvalid(Map.of("json.column.a", "$.x["), "[ is not closed");
        assertInvalid(Map.of("json.column.a", "x..y"), "a name is missing");
        assertInvalid(Map.of("json.column.a", "$"), "names no field");
        assertInvalid(Map.of("json.column.a", "x[y]"), "[y] is neither");
        assertThatThrownBy(() -> json(Map.of("json.column.aa", "x")).check(AB))
                .hasMessageContaining("json.column.aa", "did you mean a?");
    }

    private static void assertInvalid(Map<String, String> options, String part) {
        assertThatThrownBy(() -> json(options))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                .hasMessageContaining(part);
    }

    private static String one(DataType type, String value) throws IOException {
        List<String> lines = FormatHarness.read(JSON, Schema.of(new Field("v", type)), "{\"v\":" + value + "}");
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static Format json(Map<String, String> options) {
        return FormatHarness.format("json", options);
    }
}
