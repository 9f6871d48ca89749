package io.laminar.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.binding.ArrayRow;
import io.laminar.format.FormatHarness.GrowingStream;
import io.laminar.spi.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    private static final Schema AB = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.INTEGER));
    private static final Format CSV = csv(Map.of());

    @Test
    void takesColumnsByNameInAnyOrderAndLeavesOutOthers() throws IOException {
        Schema schema = Schema.of(new Field("window_end", DataType.TIMESTAMP), new Field("Price", DataType.DOUBLE));
        assertThat(FormatHarness.read(CSV, schema, "other,PRICE,windowEnd\nx,1.5,2001-01-01 10:00:00\n"))
                .containsExactly("{window_end=2001-01-01T10:00, Price=1.5}");
    }

    @Test
    void takesColumnsByPositionWithoutHeader() throws IOException {
        assertThat(FormatHarness.read(csv(Map.of("header", "false")), AB, "x,1\ny,2"))
                .containsExactly("{a=x, b=1}", "{a=y, b=2}");
    }

    @Test
    void readsQuotesAndLineBreaksInside() throws IOException {
        assertThat(FormatHarness.read(CSV, AB, "a,b\r\n\"x \"\"y\"\", z\r\nw\",1\r\n5\" pipe,\"2\"\r\n\r\n\n\"\",3"))
                .containsExactly("{a=x \"y\", z\r\nw, b=1}", "{a=5\" pipe, b=2}", "{a=, b=3}");
    }

    @Test
    void readsNothingFromNothing() throws IOException {
        assertThat(FormatHarness.read(CSV, AB, "")).isEmpty();
        assertThat(FormatHarness.read(CSV, AB, "\n\n")).isEmpty();
        assertThat(FormatHarness.read(CSV, AB, "a,b")).isEmpty();
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(FormatHarness.read(CSV, AB, "\uFEFFa,b\nx,1\n")).containsExactly("{a=x, b=1}");
    }

    @Test
    void readsOtherDialects() throws IOException {
        Format dialect =
                csv(Map.of("delimiter", "\\t", "quote", "'", "charset", "ISO-8859-1", "trim", "true", "null", "NA"));
        byte[] text = "a\tb\n 'Zürich'\t 1 \n'Zürich'\tNA\nNA\t2\n'NA'\t3".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FormatHarness.read(dialect, AB, text))
                .containsExactly("{a='Zürich', b=1}", "{a=Zürich, b=null}", "{a=null, b=2}", "{a=NA, b=3}");
    }

    @Test
    void readsEmptyTextAsNullUnlessItIsText() throws IOException {
        assertThat(FormatHarness.read(CSV, AB, "a,b\n,\n")).containsExactly("{a=, b=null}");
        assertThat(FormatHarness.read(csv(Map.of("null", "")), AB, "a,b\n,\n\"\",1\n"))
                .containsExactly("{a=null, b=null}", "{a=, b=1}");
    }

    @Test
    void goesOnBehindMalformedRecords() throws IOException {
        String text = "a,b\nx,1\ny,abc\n\"p\nq\",2\nz\nz,1,2\n\"x\"y,1\n\"r\",3\n";
        assertThat(FormatHarness.read(CSV, AB, text))
                .containsExactly(
                        "{a=x, b=1}",
                        "! LMR-4001: test line 3, column b: 'abc' is no INTEGER; correct the file, or declare ON ERROR"
                                + " SKIP | y,abc",
                        "{a=p\nq, b=2}",
                        "! LMR-4001: test line 6, there are 1 values where 2 are expected; correct the file, or"
                                + " declare ON ERROR SKIP | z",
                        "! LMR-4001: test line 7, there are 3 values where 2 are expected; correct the file, or"
                                + " declare ON ERROR SKIP | z,1,2",
                        "! LMR-4001: test line 8, there is text behind a closing quote; correct the file, or declare"
                                + " ON ERROR SKIP | \"x\"y,1",
                        "{a=r, b=3}");
    }

    @Test
    void losesOneLineToAQuoteThatIsNotClosed() throws IOException {
        List<String> lines = FormatHarness.read(CSV, AB, "a,b\n\"x,1\ny,2\nz,3\n");
        assertThat(lines).hasSize(3).endsWith("{a=y, b=2}", "{a=z, b=3}");
        assertThat(lines.get(0)).contains("line 2", "a quote is opened and never closed", "| \"x,1");
    }

    @Test
    void forgetsTheStartOfAMalformedRow() throws IOException {
        Schema schema = Schema.of(new Field("b", DataType.INTEGER), new Field("c", DataType.INTEGER));
        assertThat(FormatHarness.read(CSV, schema, "b,c\n,x\n1,2\n")).last().isEqualTo("{b=1, c=2}");
    }

    @Test
    void refusesNullWhereItIsNotAllowed() throws IOException {
        Schema strict = Schema.of(new Field("b", DataType.INTEGER.notNull()));
        List<String> lines = FormatHarness.read(CSV, strict, "b,c\n,1\n2,1\n");
        assertThat(lines).hasSize(2).endsWith("{b=2}");
        assertThat(lines.get(0)).startsWith("! LMR-4003: test line 2, column b is INTEGER NOT NULL but is NULL");
    }

    @Test
    void namesAMissingColumnAndTheHeader() {
        Schema schema = Schema.of(new Field("delay", DataType.INTEGER));
        assertThatThrownBy(() -> FormatHarness.rows(CSV, schema, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND))
                .hasMessageContaining("test has no column delay; its header names a, b");
    }

    @Test
    void readsFieldsLongerThanAnyBuffer() throws IOException {
        String huge = "line\n".repeat(200_000);
        List<Row> rows =
                FormatHarness.rows(CSV, AB, ("a,b\n\"" + huge + "\",1\nx,2\n").getBytes(StandardCharsets.UTF_8));
        assertThat(rows).extracting(row -> row.get(1)).containsExactly(1, 2);
        assertThat(rows.get(0).get(0)).isEqualTo(huge);
    }

    @Test
    void refusesRecordsBeyondTheLimitAndGoesOn() throws IOException {
        String tooLong = "x".repeat(TextInput.MAX_RECORD_CHARS + 1000);
        List<String> lines = FormatHarness.read(CSV, AB, "a,b\n" + tooLong + ",1\ny,2\n");
        assertThat(lines).hasSize(2).endsWith("{a=y, b=2}");
        assertThat(lines.get(0)).contains("line 2", "longer than").hasSizeLessThan(2000);
    }

    @Test
    void waitsForTheRestWhileAFileGrows() throws IOException {
        GrowingStream bytes = new GrowingStream();
        Format.RecordReader reader = CSV.growingReader(bytes, "test", AB);
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("a,");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("b\nx,1\ny,");
        assertThat(FormatHarness.drain(reader, AB)).containsExactly("{a=x, b=1}");
        bytes.append("2");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("3\n\"z\n");
        assertThat(FormatHarness.drain(reader, AB)).containsExactly("{a=y, b=23}");
        bytes.append("\"");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append(",4\r");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("\nw,no\n");
        List<String> lines = FormatHarness.drain(reader, AB);
        assertThat(lines).hasSize(2).startsWith("{a=z\n, b=4}");
        assertThat(lines.get(1)).contains("line 6");
    }

    @Test
    void waitsForTheOtherHalfOfACharacter() throws IOException {
        GrowingStream bytes = new GrowingStream();
        Format.RecordReader reader = CSV.growingReader(bytes, "test", AB);
        bytes.append("a,b\nZ");
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append((byte) 0xC3);
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append((byte) 0xBC);
        assertThat(FormatHarness.drain(reader, AB)).isEmpty();
        bytes.append("rich,1\n");
        assertThat(FormatHarness.drain(reader, AB)).containsExactly("{a=Zürich, b=1}");
    }

    @Test
    void writesQuotesWhereTheyAreNeeded() throws IOException {
        Format format = csv(Map.of("null", "NULL"));
        List<Row> rows = List.of(
                ArrayRow.of(AB, "plain", 1),
                ArrayRow.of(AB, "with, \"both\"\n", null),
                ArrayRow.of(AB, "", 2),
                ArrayRow.of(AB, "NULL", 3),
                ArrayRow.of(AB, null, -4));
        byte[] bytes = FormatHarness.write(format, AB, rows);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("a,b\nplain,1\n\"with, \"\"both\"\"\n\",NULL\n\"\",2\n\"NULL\",3\nNULL,-4\n");
        assertThat(FormatHarness.rows(format, AB, bytes)).isEqualTo(rows);
    }

    @Test
    void writesNullAsNothingByDefault() throws IOException {
        byte[] bytes = FormatHarness.write(CSV, AB, List.of(ArrayRow.of(AB, null, null)));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("a,b\n,\n");
    }

    @Test
    void writesTheKindOfChangeFirst() throws IOException {
        Row row = ArrayRow.of(AB, "x", 1);
        assertThat(FormatHarness.writeChanges(
                        CSV,
                        AB,
                        List.of(
                                new Change<>(ChangeKind.INSERT, row, 2, null, 0),
                                new Change<>(ChangeKind.UPDATE_BEFORE, row, -1, null, 0),
                                new Change<>(ChangeKind.UPDATE_AFTER, row, 1, null, 0),
                                new Change<>(ChangeKind.DELETE, row, -1, null, 0))))
                .isEqualTo("op,a,b\n+I,x,1\n+I,x,1\n-U,x,1\n+U,x,1\n-D,x,1\n");
    }

    @Test
    void refusesDialectsThatCannotBe() {
        assertThatThrownBy(() -> csv(Map.of("delimiter", "||"))).hasMessageContaining("one character but is '||'");
        assertThatThrownBy(() -> csv(Map.of("delimiter", "\""))).hasMessageContaining("both");
        assertThatThrownBy(() -> csv(Map.of("charset", "klingon"))).hasMessageContaining("klingon");
        assertThatThrownBy(() -> csv(Map.of("headr", "true"))).hasMessageContaining("did you mean header?");
    }

    private static Format csv(Map<String, String> options) {
        return FormatHarness.format("csv", options);
    }
}
