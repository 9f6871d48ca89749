package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** SQL types of the Java types that a user's method declares. */
final class JavaTypes {
    private static final Map<Type, DataType> TYPES = Map.ofEntries(
            Map.entry(boolean.class, DataType.BOOLEAN),
            Map.entry(Boolean.class, DataType.BOOLEAN),
            Map.entry(byte.class, DataType.of(Kind.TINYINT)),
            Map.entry(Byte.class, DataType.of(Kind.TINYINT)),
            Map.entry(short.class, DataType.of(Kind.SMALLINT)),
            Map.entry(Short.class, DataType.of(Kind.SMALLINT)),
            Map.entry(int.class, DataType.INTEGER),
            Map.entry(Integer.class, DataType.INTEGER),
            Map.entry(long.class, DataType.BIGINT),
            Map.entry(Long.class, DataType.BIGINT),
            Map.entry(float.class, DataType.of(Kind.REAL)),
            Map.entry(Float.class, DataType.of(Kind.REAL)),
            Map.entry(double.class, DataType.DOUBLE),
            Map.entry(Double.class, DataType.DOUBLE),
            Map.entry(BigDecimal.class, DataType.decimal(38, 9)),
            Map.entry(String.class, DataType.VARCHAR),
            Map.entry(byte[].class, DataType.of(Kind.VARBINARY)),
            Map.entry(LocalDate.class, DataType.DATE),
            Map.entry(LocalTime.class, DataType.TIME),
            Map.entry(LocalDateTime.class, DataType.TIMESTAMP),
            Map.entry(Instant.class, DataType.TIMESTAMP_LTZ),
            Map.entry(Duration.class, DataType.of(Kind.INTERVAL_DAY)),
            Map.entry(Period.class, DataType.of(Kind.INTERVAL_YEAR)),
            Map.entry(UUID.class, DataType.of(Kind.UUID)));

    private JavaTypes() {}

    /** The SQL type, or nothing for a class that stands for none or for several. */
    static Optional<DataType> sqlType(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<DataType> arguments = java.util.Arrays.stream(generic.getActualTypeArguments())
                    .flatMap(argument -> sqlType(argument).stream())
                    .toList();
            if (generic.getRawType() == List.class && arguments.size() == 1) {
                return Optional.of(DataType.array(arguments.get(0)));
            }
            if (generic.getRawType() == Map.class && arguments.size() == 2) {
                return Optional.of(new DataType(Kind.MAP, DataType.UNSPECIFIED, 0, true, arguments, List.of()));
            }
            return Optional.empty();
        }
        return Optional.ofNullable(TYPES.get(type));
    }
}
