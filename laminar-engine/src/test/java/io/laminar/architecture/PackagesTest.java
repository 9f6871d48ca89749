package io.laminar.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds what each package of the engine may use. A package of the table includes the packages within it. */
class PackagesTest {
    private static final String BASE = "io.laminar";
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** What each package may use besides itself and the JDK; {@code time} and {@code metrics} are open to the runtime. */
    private static final Map<String, Set<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            allow("api"),
            allow("spi", "api"),
            allow("data", "api"),
            allow("time", "api"),
            allow("metrics", "api"),
            allow("expr", "api", "data", "time"),
            allow("plan", "api", "expr"),
            allow("catalog", "api", "spi", "plan", "expr"),
            allow("sql", "api", "spi", "data", "expr", "plan", "catalog", "time"),
            allow("codegen", "api", "data", "expr", "plan", "ring0", "state", "metrics"),
            allow("format", "api", "spi", "data"),
            allow("bridge", "api", "data", "time", "metrics"),
            allow("state", "api", "spi", "data", "time", "metrics"),
            allow("ring0", "api", "data", "expr", "plan", "bridge", "time", "metrics"),
            allow("ring1", "api", "data", "expr", "plan", "bridge", "state", "time", "metrics"),
            allow("connector", "api", "spi", "data", "format", "time")));

    /** Everything but the root; engine may use it all. */
    private static final String ASSEMBLY = "engine";

    /** Libraries that one package alone may use. */
    private static final Map<String, String> ALONE = Map.of(
            "org.apache.calcite..", "sql",
            "org.objectweb.asm..", "codegen",
            "org.jctools..", "bridge",
            "org.rocksdb..", "state.rocksdb",
            "org.apache.arrow..", "data.arrow",
            "net.openhft..", "engine");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static Map.Entry<String, Set<String>> allow(String name, String... others) {
        return Map.entry(name, Set.of(others));
    }

    private static String within(String name) {
        return BASE + "." + name + "..";
    }

    @TestFactory
    Stream<DynamicTest> usesOnlyWhatItMay() {
        return ALLOWED.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Set<String> allowed = new TreeSet<>(entry.getValue());
                    allowed.add(entry.getKey());
                    String[] packages =
                            allowed.stream().map(PackagesTest::within).toArray(String[]::new);
                    DescribedPredicate<JavaClass> forbidden = DescribedPredicate.and(
                                    resideInAPackage(BASE + ".."), DescribedPredicate.not(resideInAnyPackage(packages)))
                            .as("are of a package other than " + allowed);
                    check(noClasses()
                            .that()
                            .resideInAPackage(within(entry.getKey()))
                            .should()
                            .dependOnClassesThat(forbidden));
                }));
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(BASE))
                .map(name -> name.substring(BASE.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(ALLOWED.keySet());
        known.add(ASSEMBLY);

        assertThat(known).containsAll(packages);
    }

    @Test
    void nothingDependsOnTheRootOrOnTheAssembly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(BASE, within(ASSEMBLY))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within(ASSEMBLY)));
    }

    @TestFactory
    Stream<DynamicTest> librariesAreUsedByOnePackageAlone() {
        return ALONE.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> check(noClasses()
                                .that()
                                .resideOutsideOfPackage(within(entry.getValue()))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(entry.getKey()))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void staticFieldsNeverChange() {
        check(fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(within("sql.parser"))
                .should()
                .beFinal());
    }

    @Test
    void noUnsafe() {
        check(noClasses().should().dependOnClassesThat().haveFullyQualifiedName("sun.misc.Unsafe"));
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> folders = files.filter(Files::isDirectory)
                    .filter(PackagesTest::hasSources)
                    .toList();
            assertThat(folders).isNotEmpty();
            for (Path folder : folders) {
                Path info = folder.resolve("package-info.java");
                String text = Files.exists(info) ? Files.readString(info) : "";
                if (!text.startsWith("/**") || !text.contains("@NullMarked")) {
                    wrong.add(folder.toString());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPublicTypeOfTheApiIsDocumented() throws IOException {
        Pattern declaration = Pattern.compile(
                "(?m)^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|enum|record|@interface) (\\w+)");
        List<String> undocumented = new ArrayList<>();
        int found = 0;
        for (String name : List.of("", "api", "spi")) {
            for (Path file : sourcesOf(name)) {
                String text = Files.readString(file);
                Matcher matcher = declaration.matcher(text);
                if (matcher.find()) {
                    found++;
                    String before = text.substring(0, matcher.start())
                            .replaceAll("(?m)^@.*\\R", "")
                            .stripTrailing();
                    if (!before.endsWith("*/")) {
                        undocumented.add(file.toString());
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(20);
        assertThat(undocumented).isEmpty();
    }

    private static List<Path> sourcesOf(String name) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve("io/laminar").resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasSources(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(".java"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
