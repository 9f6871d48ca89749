package io.laminar.sql;

import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** What validation needs: the catalog as a schema of Calcite, the operators, the settings. Immutable, shared. */
final class CalciteFrontEnd {
    private static final CalciteConnectionConfig CONNECTION = connection();
    private static final SqlOperatorTable OPERATORS = operators();
    private static final SqlValidator.Config VALIDATION = SqlValidator.Config.DEFAULT
            .withConformance(TokenStream.CONFORMANCE)
            .withDefaultNullCollation(NullCollation.HIGH)
            .withIdentifierExpansion(true);

    private CalciteFrontEnd() {}

    static CalciteCatalogReader reader(Catalog catalog) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false, "", new CatalogSchema(catalog));
        return new CalciteCatalogReader(root, List.of(), Types.FACTORY, CONNECTION) {
            @Override
            public @Nullable RelDataType getNamedType(SqlIdentifier name) {
                return Types.named(name.toString());
            }
        };
    }

    static SqlValidator validator(CalciteCatalogReader reader, Catalog catalog) {
        List<SqlOperator> functions = catalog.objects().stream()
                .filter(CatalogObject.Function.class::isInstance)
                .map(object -> UserOperator.of((CatalogObject.Function) object))
                .toList();
        SqlOperatorTable operators =
                functions.isEmpty() ? OPERATORS : SqlOperatorTables.chain(OPERATORS, SqlOperatorTables.of(functions));
        return SqlValidatorUtil.newValidator(operators, reader, Types.FACTORY, VALIDATION);
    }

    /** A validator that knows nothing but types. */
    static SqlValidator typeValidator() {
        return validator(reader(Catalog.EMPTY), Catalog.EMPTY);
    }

    /** Whether a function of this name is built in. */
    static boolean isBuiltIn(String name) {
        return OPERATORS.getOperatorList().stream()
                .anyMatch(operator -> operator.getName().equalsIgnoreCase(name));
    }

    /** The relation behind a table of Calcite. */
    static CatalogObject.Relation relation(Table table) {
        return ((RelationTable) table).relation;
    }

    private static CalciteConnectionConfig connection() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        return new CalciteConnectionConfigImpl(properties);
    }

    /** Standard, PostgreSQL and BigQuery; ours in place of those that differ, and those of the catalogue that are left. */
    private static SqlOperatorTable operators() {
        Set<SqlOperator> replaced = Set.of(
                SqlStdOperatorTable.TUMBLE,
                SqlStdOperatorTable.HOP,
                SqlStdOperatorTable.SESSION,
                SqlStdOperatorTable.USER,
                SqlStdOperatorTable.MINUS,
                SqlStdOperatorTable.BITAND_OPERATOR,
                SqlStdOperatorTable.BITXOR_OPERATOR,
                SqlStdOperatorTable.BIT_LEFT_SHIFT,
                SqlStdOperatorTable.PATTERN_ALTER);
        Set<SqlOperator> candidates = new LinkedHashSet<>();
        candidates.addAll(SqlStdOperatorTable.instance().getOperatorList());
        candidates.addAll(SqlLibraryOperatorTableFactory.INSTANCE
                .getOperatorTable(SqlLibrary.POSTGRESQL, SqlLibrary.BIG_QUERY)
                .getOperatorList());
        candidates.removeAll(replaced);
        candidates.removeAll(AggregateOperators.REPLACED);
        candidates.removeIf(CatalogFunction::isReplaced);
        List<SqlOperator> all = new ArrayList<>(Operators.OURS);
        all.addAll(candidates);
        all.addAll(CatalogFunction.missingIn(all));
        return new OperatorTable(SqlOperatorTables.of(all), all);
    }

    /** An index by name, in which COUNT is found as the function that it looks like. */
    private record OperatorTable(SqlOperatorTable index, List<SqlOperator> all) implements SqlOperatorTable {
        @Override
        public void lookupOperatorOverloads(
                SqlIdentifier name,
                @Nullable SqlFunctionCategory category,
                SqlSyntax syntax,
                List<SqlOperator> found,
                SqlNameMatcher matcher) {
            // The grammar asks for DATE(...) among the functions of time alone; ours are of one category.
            boolean isTable = category != null && category.isTableFunction();
            index.lookupOperatorOverloads(name, isTable ? category : null, syntax, found, matcher);
            if (syntax == SqlSyntax.FUNCTION) {
                index.lookupOperatorOverloads(name, category, SqlSyntax.FUNCTION_STAR, found, matcher);
            }
        }

        @Override
        public List<SqlOperator> getOperatorList() {
            return all;
        }
    }

    /** The relations of a catalog. */
    private static final class CatalogSchema extends AbstractSchema {
        private final Map<String, Table> tables = new TreeMap<>();

        CatalogSchema(Catalog catalog) {
            for (CatalogObject object : catalog.objects()) {
                if (object instanceof CatalogObject.Relation relation) {
                    tables.put(relation.name(), new RelationTable(relation));
                }
            }
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return tables;
        }
    }

    /** A relation as a table, not a {@code StreamableTable}, which would demand SELECT STREAM. */
    private static final class RelationTable extends AbstractTable {
        private final CatalogObject.Relation relation;

        RelationTable(CatalogObject.Relation relation) {
            this.relation = relation;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory factory) {
            return Types.toCalcite(relation.schema());
        }
    }
}
