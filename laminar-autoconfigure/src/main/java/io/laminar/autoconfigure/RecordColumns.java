package io.laminar.autoconfigure;

import io.laminar.api.annotation.Column;
import io.laminar.api.annotation.EventTime;
import io.laminar.api.annotation.Watermark;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;

/** The columns and the watermark of a source that a record declares. */
final class RecordColumns {
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(boolean.class, "BOOLEAN NOT NULL"),
            Map.entry(Boolean.class, "BOOLEAN"),
            Map.entry(byte.class, "TINYINT NOT NULL"),
            Map.entry(Byte.class, "TINYINT"),
            Map.entry(short.class, "SMALLINT NOT NULL"),
            Map.entry(Short.class, "SMALLINT"),
            Map.entry(int.class, "INTEGER NOT NULL"),
            Map.entry(Integer.class, "INTEGER"),
            Map.entry(long.class, "BIGINT NOT NULL"),
            Map.entry(Long.class, "BIGINT"),
            Map.entry(float.class, "REAL NOT NULL"),
            Map.entry(Float.class, "REAL"),
            Map.entry(double.class, "DOUBLE NOT NULL"),
            Map.entry(Double.class, "DOUBLE"),
            Map.entry(BigDecimal.class, "DECIMAL(38, 9)"),
            Map.entry(String.class, "VARCHAR"),
            Map.entry(byte[].class, "VARBINARY"),
            Map.entry(LocalDate.class, "DATE"),
            Map.entry(LocalTime.class, "TIME"),
            Map.entry(LocalDateTime.class, "TIMESTAMP"),
            Map.entry(Instant.class, "TIMESTAMP"),
            Map.entry(java.util.Date.class, "TIMESTAMP"),
            Map.entry(UUID.class, "UUID"));

    private RecordColumns() {}

    /** The declaration that the annotations of a record amount to. */
    static LaminarProperties.Relation of(Class<?> type) {
        Map<String, String> columns = new LinkedHashMap<>();
        String timeColumn = null;
        Watermark watermark = type.getAnnotation(Watermark.class);
        for (RecordComponent component : type.getRecordComponents()) {
            String column = columnName(component);
            columns.put(column, sqlType(component.getGenericType(), type, component));
            if (component.isAnnotationPresent(EventTime.class)) {
                timeColumn = column;
            }
            if (component.isAnnotationPresent(Watermark.class)) {
                timeColumn = column;
                watermark = component.getAnnotation(Watermark.class);
            }
        }
        return new LaminarProperties.Relation(
                columns, List.of(), watermark(timeColumn, watermark), null, Map.of(), null, Map.of(), null, Map.of());
    }

    /** {@code windowEnd} becomes {@code window_end}. */
    static String underscored(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String columnName(RecordComponent component) {
        Column column = component.getAnnotation(Column.class);
        return column != null ? column.value() : underscored(component.getName());
    }

    private static @Nullable String watermark(@Nullable String column, @Nullable Watermark watermark) {
        if (column == null) {
            return null;
        }
        String quoted = SqlText.identifier(column);
        Duration delay = watermark == null
                ? Duration.ZERO
                : DurationStyle.detect(watermark.value()).parse(watermark.value());
        if (delay.isZero()) {
            return quoted;
        }
        String seconds =
                BigDecimal.valueOf(delay.toMillis(), 3).stripTrailingZeros().toPlainString();
        // The precision of an interval literal counts the digits before the point, two unless it is given.
        return quoted + " - INTERVAL '" + seconds + "' SECOND(10, 3)";
    }

    private static String sqlType(Type generic, Class<?> owner, RecordComponent component) {
        ResolvableType type = ResolvableType.forType(generic);
        Class<?> raw = type.toClass();
        if (raw.isEnum()) {
            return "VARCHAR";
        }
        if (raw == List.class && type.hasGenerics()) {
            return sqlType(type.getGeneric(0).getType(), owner, component) + " ARRAY";
        }
        String sqlType = TYPES.get(raw);
        if (sqlType == null) {
            throw new DeclarationException("the component " + component.getName() + " of " + owner.getName()
                    + " has the type " + generic.getTypeName() + ", for which there is no SQL type;"
                    + " declare the source in a script or under laminar.sources instead");
        }
        return sqlType;
    }
}
