package io.laminar.differential;

import io.laminar.api.Row;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of both engines as text that can be compared: numbers by value, doubles to the last bit, times in
 * microseconds since 1970. */
final class Answers {
    private Answers() {}

    static List<String> ofH2(Connection h2, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = h2.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(shown(
                            switch (result.getMetaData().getColumnType(column)) {
                                case java.sql.Types.DATE -> result.getObject(column, LocalDate.class);
                                case java.sql.Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
                                default -> result.getObject(column);
                            }));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    static String text(Row row) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            values.add(shown(row.get(column)));
        }
        return values.toString();
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Double number) {
            return "double " + (number == 0 ? 0.0 : number);
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return String.valueOf(ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time));
        }
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }
}
