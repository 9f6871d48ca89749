package io.laminar.jdbc;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of an engine as the rows of metadata calls, read by SHOW and DESCRIBE. There are no catalogs and no
 * schemas: names of relations stand alone.
 */
final class CatalogRows {
    private final LaminarEngine engine;

    /**
     * Something that has rows.
     *
     * @param type its kind as a JDBC table type
     */
    private record Relation(String name, String type) {}

    CatalogRows(LaminarEngine engine) {
        this.engine = engine;
    }

    MetaRows tables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable List<String> types) {
        MetaRows rows = new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME"
                + " SELF_REFERENCING_COL_NAME REF_GENERATION");
        for (Relation relation : relations(catalog, schema, table)) {
            if (types == null || types.stream().anyMatch(relation.type::equalsIgnoreCase)) {
                rows.add(null, null, relation.name, relation.type, null, null, null, null, null, null);
            }
        }
        return rows;
    }

    MetaRows columns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column) {
        MetaRows rows = new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:i TYPE_NAME COLUMN_SIZE:i"
                + " BUFFER_LENGTH:i DECIMAL_DIGITS:i NUM_PREC_RADIX:i NULLABLE:i REMARKS COLUMN_DEF SQL_DATA_TYPE:i"
                + " SQL_DATETIME_SUB:i CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA"
                + " SCOPE_TABLE SOURCE_DATA_TYPE:s IS_AUTOINCREMENT IS_GENERATEDCOLUMN");
        LikePattern pattern = new LikePattern(column);
        List<Relation> relations = relations(catalog, schema, table);
        relations.sort(Comparator.comparing(Relation::name));
        for (Relation relation : relations) {
            List<Field> fields = fields(relation.name);
            for (int i = 0; i < fields.size(); i++) {
                if (pattern.matches(fields.get(i).name())) {
                    addColumn(rows, relation.name, fields.get(i), i + 1);
                }
            }
        }
        return rows;
    }

    private static void addColumn(MetaRows rows, String table, Field field, int position) {
        DataType type = field.type();
        JdbcType jdbc = JdbcType.of(type);
        rows.add(
                null,
                null,
                table,
                field.name(),
                jdbc.sqlType(),
                JdbcType.typeName(type),
                jdbc.precision(),
                null,
                JdbcType.scale(type),
                type.isNumeric() ? 10 : null,
                type.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                null,
                null,
                null,
                null,
                type.isCharacter() ? jdbc.precision() : null,
                position,
                type.nullable() ? "YES" : "NO",
                null,
                null,
                null,
                null,
                "NO",
                "NO");
    }

    MetaRows primaryKeys(@Nullable String catalog, @Nullable String schema, String table) {
        MetaRows rows = new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ:s PK_NAME");
        for (Relation relation : exactly(catalog, schema, table)) {
            int sequence = 1;
            for (String column : keyColumns(relation.name)) {
                rows.add(null, null, relation.name, column, sequence++, null);
            }
        }
        return rows;
    }

    MetaRows bestRowIdentifier(@Nullable String catalog, @Nullable String schema, String table) {
        MetaRows rows = new MetaRows("SCOPE:s COLUMN_NAME DATA_TYPE:i TYPE_NAME COLUMN_SIZE:i BUFFER_LENGTH:i"
                + " DECIMAL_DIGITS:s PSEUDO_COLUMN:s");
        for (Relation relation : exactly(catalog, schema, table)) {
            List<Field> fields = fields(relation.name);
            for (String column : keyColumns(relation.name)) {
                for (Field field : fields) {
                    if (field.name().equals(column)) {
                        JdbcType jdbc = JdbcType.of(field.type());
                        rows.add(
                                DatabaseMetaData.bestRowSession,
                                field.name(),
                                jdbc.sqlType(),
                                JdbcType.typeName(field.type()),
                                jdbc.precision(),
                                null,
                                JdbcType.scale(field.type()),
                                DatabaseMetaData.bestRowNotPseudo);
                    }
                }
            }
        }
        return rows;
    }

    /** A row per signature. */
    MetaRows functions(@Nullable String catalog, @Nullable String schema, @Nullable String name) {
        MetaRows rows = new MetaRows("FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE:s SPECIFIC_NAME");
        if (!new LikePattern(catalog).matchesAbsent() || !new LikePattern(schema).matchesAbsent()) {
            return rows;
        }
        LikePattern pattern = new LikePattern(name);
        record Signature(String function, String remarks, int type, String specific) {}
        List<Signature> signatures = new ArrayList<>();
        try (QueryResult all = engine.query("SHOW FUNCTIONS")) {
            for (Row row : all) {
                String function = String.valueOf(row.get("name"));
                if (pattern.matches(function)) {
                    boolean isTable = "USER TABLE".equals(row.get("kind"));
                    signatures.add(new Signature(
                            function,
                            String.valueOf(row.get("description")),
                            isTable ? DatabaseMetaData.functionReturnsTable : DatabaseMetaData.functionNoTable,
                            function + row.get("signature")));
                }
            }
        }
        signatures.sort(Comparator.comparing(Signature::function).thenComparing(Signature::specific));
        for (Signature signature : signatures) {
            rows.add(null, null, signature.function, signature.remarks, signature.type, signature.specific);
        }
        return rows;
    }

    static MetaRows tableTypes() {
        MetaRows rows = new MetaRows("TABLE_TYPE");
        Stream.of("LOOKUP TABLE", "SINK", "SOURCE", "STREAM", "TABLE", "VIEW").forEach(rows::add);
        return rows;
    }

    static MetaRows typeInfo() {
        MetaRows rows = new MetaRows("TYPE_NAME DATA_TYPE:i PRECISION:i LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS"
                + " NULLABLE:s CASE_SENSITIVE:b SEARCHABLE:s UNSIGNED_ATTRIBUTE:b FIXED_PREC_SCALE:b AUTO_INCREMENT:b"
                + " LOCAL_TYPE_NAME MINIMUM_SCALE:s MAXIMUM_SCALE:s SQL_DATA_TYPE:i SQL_DATETIME_SUB:i"
                + " NUM_PREC_RADIX:i");
        Stream.of(DataType.Kind.values())
                .filter(kind -> switch (kind) {
                    case ARRAY, MAP, ROW, NULL, INTERVAL_DAY, INTERVAL_YEAR -> false;
                    default -> true;
                })
                .map(kind -> kind == DataType.Kind.DECIMAL ? DataType.decimal(38, 0) : DataType.of(kind))
                .sorted(Comparator.comparingInt(type -> JdbcType.of(type).sqlType()))
                .forEach(type -> addType(rows, type));
        return rows;
    }

    private static void addType(MetaRows rows, DataType type) {
        JdbcType jdbc = JdbcType.of(type);
        String prefix = literalPrefix(type);
        boolean hasPrecision = JdbcType.scale(type) > 0;
        rows.add(
                type.kind().name(),
                jdbc.sqlType(),
                jdbc.precision(),
                prefix,
                prefix == null ? null : "'",
                switch (type.kind()) {
                    case DECIMAL -> "precision,scale";
                    case CHAR, VARCHAR, BINARY, VARBINARY -> "length";
                    case TIME, TIMESTAMP, TIMESTAMP_LTZ -> "precision";
                    default -> null;
                },
                DatabaseMetaData.typeNullable,
                type.isCharacter(),
                DatabaseMetaData.typeSearchable,
                !type.isNumeric(),
                false,
                false,
                null,
                0,
                type.kind() == DataType.Kind.DECIMAL ? 38 : hasPrecision ? 6 : 0,
                null,
                null,
                type.isNumeric() ? 10 : null);
    }

    private static @Nullable String literalPrefix(DataType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, JSON -> "'";
            case BINARY, VARBINARY -> "X'";
            case DATE -> "DATE '";
            case TIME -> "TIME '";
            case TIMESTAMP -> "TIMESTAMP '";
            default -> null;
        };
    }

    private List<Relation> exactly(@Nullable String catalog, @Nullable String schema, String table) {
        return relations(
                catalog, schema, table.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"));
    }

    private List<Relation> relations(@Nullable String catalog, @Nullable String schema, @Nullable String table) {
        List<Relation> relations = new ArrayList<>();
        if (!new LikePattern(catalog).matchesAbsent() || !new LikePattern(schema).matchesAbsent()) {
            return relations;
        }
        LikePattern pattern = new LikePattern(table);
        try (QueryResult all = engine.query("SHOW ALL")) {
            for (Row row : all) {
                String name = String.valueOf(row.get("name"));
                String type = tableType(String.valueOf(row.get("kind")));
                if (type != null && pattern.matches(name)) {
                    relations.add(new Relation(name, type));
                }
            }
        }
        relations.sort(Comparator.comparing(Relation::type).thenComparing(Relation::name));
        return relations;
    }

    /** A kind of object as a JDBC table type, or null for what is no relation. */
    private static @Nullable String tableType(String kind) {
        String words = kind.toUpperCase(Locale.ROOT).replace('_', ' ');
        return switch (words) {
            case "SOURCE", "TABLE", "LOOKUP TABLE", "STREAM", "SINK" -> words;
            case "VIEW", "MATERIALIZED VIEW" -> "VIEW";
            default -> null;
        };
    }

    private List<Field> fields(String relation) {
        Schema schema = engine.sources().stream()
                .filter(source -> source.name().equals(relation))
                .map(source -> source.schema())
                .findFirst()
                .or(() -> engine.findQuery(relation).map(query -> query.schema()))
                .orElse(null);
        return schema == null ? List.of() : schema.fields();
    }

    private List<String> keyColumns(String relation) {
        List<String> keys = new ArrayList<>();
        try (QueryResult columns = engine.query("DESCRIBE \"" + relation.replace("\"", "\"\"") + "\"")) {
            int key = columns.schema().indexOf("key");
            for (Row column : columns) {
                Object mark = key < 0 ? null : column.get(key);
                if (Boolean.TRUE.equals(mark) || (mark instanceof String text && text.contains("PRIMARY KEY"))) {
                    keys.add(String.valueOf(column.get("column_name")));
                }
            }
        }
        return keys;
    }
}
