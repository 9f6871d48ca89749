package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryKind;
import io.laminar.bridge.BatchReceiver;
import io.laminar.catalog.CatalogObject;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.engine.QueryRuntime.Attachment;
import io.laminar.engine.SourceRuntime.Feed;
import io.laminar.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What runs, and how it hangs together: sources, queries, side outputs, and who reads whom. Everything is changed while all
 * workers stand still, and read at any time.
 */
final class Topology {
    private final EngineOptions options;
    private final Workers workers;
    private final SourceSettings sourceSettings;
    private final Feeds feeds;
    // Changed while all workers stand still; synchronized so that anybody may look something up.
    private final Map<String, SourceRuntime> sources = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, QueryRuntime> queries = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, RelationHub> sideOutputs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, SinkWriter> sinks = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Progress progress;

    /** @param pipelines compile what sources compute for each row */
    Topology(EngineOptions options, Connectors connectors, PipelineFactory pipelines) {
        this.options = options;
        this.sourceSettings = new SourceSettings(options.batchRows(), options.clock(), pipelines, new Alignments());
        this.feeds = new Feeds(options, connectors, sourceSettings, this);
        this.workers = new Workers(options, options.pinThreads() ? new CorePinning() : null);
        workers.start();
        this.progress = new Progress(this, options);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Workers workers() {
        return workers;
    }

    SourceSettings sourceSettings() {
        return sourceSettings;
    }

    void whileStanding(Runnable action) {
        workers.whileStanding(action);
    }

    <T> T whileStanding(Supplier<T> action) {
        return workers.whileStanding(action);
    }

    // Sources

    /** Adds a source; its first instance is there at once, its reader starts when somebody wants rows. */
    void addSource(CatalogObject.Source definition) {
        SourceRuntime runtime = new SourceRuntime(definition);
        Feed feed = newFeed(runtime);
        workers.whileStanding(() -> {
            runtime.add(feed);
            sources.put(key(definition.name()), runtime);
            if (definition.deadLetterTo() != null) {
                sideOutputs.computeIfAbsent(
                        key(definition.deadLetterTo()), name -> new RelationHub(DeadLetters.SCHEMA));
            }
        });
    }

    private Feed newFeed(SourceRuntime runtime) {
        Region region = new Region(workers.leastBusy(), Threads.nanos(options.maxLatency()));
        Feed feed =
                feeds.of(runtime, region, new RelationHub(runtime.definition().schema()));
        workers.whileStanding(() -> {
            region.add(feed.instance());
            region.worker().add(region);
        });
        return feed;
    }

    /**
     * Puts a source into the place of another with the same columns: whoever reads that goes on with this, behind all that was pushed
     * before.
     *
     * @return whether it could be done now; not while rows wait on disk
     */
    boolean replaceSource(CatalogObject.Source definition) {
        SourceRuntime old = source(definition.name()).orElseThrow();
        SourceInstance before = old.main();
        SourceRuntime runtime = new SourceRuntime(definition);
        Feed feed = feeds.of(runtime, before.region(), before.hub());
        runtime.add(feed);
        old.stop();
        return workers.whileStanding(() -> {
            if (!before.channel().isCaughtUp()) {
                return false;
            }
            before.channel()
                    .closeInOrder(new LaminarException(
                            ErrorCode.INVALID_QUERY_STATE, definition.name() + " was replaced meanwhile; push again"));
            before.region().remove(before);
            before.region().add(feed.instance());
            before.succeededBy(feed.instance());
            sources.put(key(definition.name()), runtime);
            return true;
        });
    }

    Optional<SourceRuntime> source(String name) {
        return Optional.ofNullable(sources.get(key(name)));
    }

    /** As they are now, whatever the workers are at: who looks at figures is not to wait for a callback that blocks. */
    List<SourceRuntime> sources() {
        return copy(sources);
    }

    // Queries

    /** Adds a query: wires it to what it reads, starts it, and gives it first what the tables and views it reads hold. */
    void addQuery(QueryRuntime runtime) {
        addQuery(runtime, Statement.Select.NOW);
    }

    /**
     * As {@link #addQuery(QueryRuntime)}; when it begins with an epoch, it gets the changes retained since instead of what is held.
     *
     * @throws LaminarException with {@code EPOCH_NOT_RETAINED}, before anything is changed
     */
    void addQuery(QueryRuntime runtime, long fromEpoch) {
        StreamingQuery query = runtime.query();
        List<Feed> newFeeds = feedsThatMustBeNew(runtime);
        workers.whileStanding(() -> {
            if (fromEpoch != Statement.Select.NOW) {
                query.inputs().forEach(input -> historyOf(relationOf(input)).requireFrom(fromEpoch, relationOf(input)));
            }
            wire(runtime, query, newFeeds);
            query.start(runtime.kind() == QueryKind.MATERIALIZED_VIEW);
            attach(runtime, fromEpoch);
        });
    }

    /** Finds out what a query reads, and brings that together on one worker. */
    private void wire(QueryRuntime runtime, StreamingQuery query, List<Feed> newFeeds) {
        RelationHub late = query.compiled().output().lateHub();
        if (late != null && runtime.plan().lateTo() != null) {
            sideOutputs.put(key(runtime.plan().lateTo()), late);
        }
        List<SourceInstance> read = new ArrayList<>();
        for (StreamingQuery.Input input : query.inputs()) {
            String relation = input.leaf().relation();
            if (relation != null) {
                runtime.attachments().add(new Attachment(hubFor(relation, newFeeds, read), input));
            }
        }
        // Only now, since the query of a table reads the source of the same name.
        queries.put(key(runtime.name()), runtime);
        Region.merge(read);
        host(query);
    }

    /** Lets workers take turns with the partitions of a query. */
    private void host(StreamingQuery query) {
        query.useRounds(workers);
        query.partitions().forEach(workers::host);
    }

    private void unhost(StreamingQuery query) {
        query.partitions().forEach(partitions -> partitions.forEach(this::removeTask));
    }

    private static String relationOf(StreamingQuery.Input input) {
        return String.valueOf(input.leaf().relation());
    }

    /**
     * The changes that are retained of a relation.
     *
     * @throws LaminarException with {@code EPOCH_NOT_RETAINED} when there are none
     */
    History historyOf(String relation) {
        return query(relation)
                .map(QueryRuntime::history)
                .orElseThrow(
                        () -> new LaminarException(
                                ErrorCode.EPOCH_NOT_RETAINED,
                                relation
                                        + " retains no changes; create it WITH ('retain-history' = ...), or leave AS OF EPOCH out"));
    }

    private void attach(QueryRuntime runtime, long fromEpoch) {
        for (Attachment attachment : runtime.attachments()) {
            StreamingQuery.Input input = (StreamingQuery.Input) attachment.receiver();
            if (fromEpoch == Statement.Select.NOW) {
                giveSnapshot(input);
            } else {
                historyOf(relationOf(input)).replay(fromEpoch, input);
            }
            attachment.hub().attach(attachment.receiver());
        }
    }

    /**
     * Puts a query into the place of another that reads the same, without a row between them being lost or given twice.
     *
     * @param successor makes it, while all workers stand still
     */
    void succeed(QueryRuntime runtime, Supplier<QueryRuntime.Version> successor) {
        workers.whileStanding(() -> {
            long started = System.nanoTime();
            QueryRuntime.Version version = successor.get();
            List<StreamingQuery.Input> inputs = version.query().inputs().stream()
                    .filter(input -> input.leaf().relation() != null)
                    .toList();
            List<Attachment> old = List.copyOf(runtime.attachments());
            runtime.attachments().clear();
            for (int i = 0; i < old.size(); i++) {
                RelationHub hub = old.get(i).hub();
                hub.replace(old.get(i).receiver(), inputs.get(i));
                runtime.attachments().add(new Attachment(hub, inputs.get(i)));
            }
            unhost(runtime.query());
            host(version.query());
            runtime.become(version);
            runtime.swapTook(System.nanoTime() - started);
        });
    }

    /**
     * Starts a query anew in the place of another.
     *
     * @param successor makes it, while all workers stand still
     */
    void startAnew(QueryRuntime runtime, Supplier<QueryRuntime.Version> successor) {
        workers.whileStanding(() -> beginAnew(runtime, successor.get()));
        progress.startObserved();
    }

    /** As {@link #startAnew}, while all workers stand still; sources that it alone reads are started later. */
    void beginAnew(QueryRuntime runtime, QueryRuntime.Version successor) {
        runtime.attachments().forEach(attachment -> attachment.hub().detach(attachment.receiver()));
        runtime.attachments().clear();
        if (runtime.kind() == QueryKind.TABLE) {
            queries.remove(key(runtime.name())); // it reads the source of that name, not itself
        }
        unhost(runtime.query());
        runtime.become(successor);
        wire(runtime, successor.query(), feedsThatMustBeNew(runtime));
        successor.query().start(runtime.kind() == QueryKind.MATERIALIZED_VIEW);
        attach(runtime, Statement.Select.NOW);
    }

    /** What a query that looks a relation up, or shows it, is given first: the rows that the relation holds. */
    List<Batch> snapshot(@Nullable String relation) {
        QueryRuntime upstream = queries.get(key(String.valueOf(relation)));
        return upstream == null || upstream.view() == null
                ? List.of()
                : upstream.view().snapshot(options.batchRows());
    }

    /** Instances of replayable sources that have begun without this query. */
    private List<Feed> feedsThatMustBeNew(QueryRuntime runtime) {
        List<Feed> made = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (StreamingQuery.Input input : runtime.query().inputs()) {
            String relation = key(String.valueOf(input.leaf().relation()));
            SourceRuntime source = queries.containsKey(relation) ? null : sources.get(relation);
            if (source != null && seen.add(relation) && source.joinable().isEmpty()) {
                Feed feed = newFeed(source);
                source.add(feed);
                made.add(feed);
            }
        }
        return made;
    }

    private RelationHub hubFor(String relation, List<Feed> newFeeds, List<SourceInstance> read) {
        QueryRuntime upstream = queries.get(key(relation));
        if (upstream != null) {
            collectSources(upstream, read);
            return upstream.hub();
        }
        SourceRuntime source = sources.get(key(relation));
        if (source != null) {
            SourceInstance instance = newFeeds.stream()
                    .map(Feed::instance)
                    .filter(candidate -> candidate.definition().equals(source.definition()))
                    .findFirst()
                    .or(source::joinable)
                    .orElseGet(source::main);
            read.add(instance);
            return instance.hub();
        }
        return java.util.Objects.requireNonNull(sideOutputs.get(key(relation)), relation);
    }

    private void collectSources(QueryRuntime query, List<SourceInstance> read) {
        for (Attachment attachment : query.attachments()) {
            for (SourceRuntime source : sources.values()) {
                for (Feed feed : source.feeds()) {
                    if (feed.instance().hub() == attachment.hub()) {
                        read.add(feed.instance());
                    }
                }
            }
            for (QueryRuntime upstream : queries.values()) {
                if (upstream != query && upstream.hub() == attachment.hub()) {
                    collectSources(upstream, read);
                }
            }
        }
    }

    private void giveSnapshot(StreamingQuery.Input input) {
        for (Batch batch : snapshot(input.leaf().relation())) {
            input.onBatch(batch, 0, batch.rows());
        }
    }

    Optional<QueryRuntime> query(String name) {
        return Optional.ofNullable(queries.get(key(name)));
    }

    /** As they are now, likewise. */
    List<QueryRuntime> queries() {
        return copy(queries);
    }

    Optional<RelationHub> sideOutput(String name) {
        return Optional.ofNullable(sideOutputs.get(key(name)));
    }

    /** Ends a query and takes it out; its side output with it. */
    void drop(QueryRuntime runtime) {
        workers.whileStanding(() -> {
            runtime.query().stop();
            unhost(runtime.query());
            for (Attachment attachment : runtime.attachments()) {
                attachment.hub().detach(attachment.receiver());
            }
            queries.remove(key(runtime.name()), runtime);
            runtime.hub().onFailure(dropped(runtime.name()));
            if (runtime.plan().lateTo() != null) {
                RelationHub late = sideOutputs.remove(key(runtime.plan().lateTo()));
                if (late != null) {
                    late.onFailure(dropped(runtime.plan().lateTo()));
                }
            }
        });
    }

    /** What whoever still reads it is told. */
    private static LaminarException dropped(String name) {
        return new LaminarException(ErrorCode.OBJECT_NOT_FOUND, name + " was dropped");
    }

    private void removeTask(Worker.Task task) {
        workers.forEach(worker -> worker.remove(task));
    }

    /** Stops a source and takes it out. */
    void dropSource(String name) {
        SourceRuntime source = sources.get(key(name));
        if (source != null) {
            source.stop();
            workers.whileStanding(() -> {
                sources.remove(key(name));
                for (Feed feed : source.feeds()) {
                    Region region = feed.instance().region();
                    region.remove(feed.instance());
                    feed.instance().leave();
                    feed.instance().channel().close(dropped(name));
                    feed.instance().hub().onFailure(dropped(name));
                    if (region.sources().isEmpty()) {
                        removeTask(region);
                    }
                }
            });
        }
    }

    // Receivers that are no queries

    /** The hub where the changes of a relation can be tapped. */
    RelationHub tap(CatalogObject.Relation relation) {
        QueryRuntime query = queries.get(key(relation.name()));
        if (query != null) {
            return query.hub();
        }
        SourceRuntime source = sources.get(key(relation.name()));
        if (source != null) {
            return source.joinable()
                    .orElseGet(() -> {
                        Feed feed = newFeed(source);
                        source.add(feed);
                        return feed.instance();
                    })
                    .hub();
        }
        return sideOutput(relation.name()).orElseThrow();
    }

    /** What makes two rows of a relation versions of the same. */
    RowIdentity identityOf(CatalogObject.Relation relation) {
        return query(relation.name())
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(query -> RowIdentity.of(query.plan()))
                .orElseGet(() -> RowIdentity.of(relation.key()));
    }

    /** Attaches a receiver to a hub. */
    void attach(RelationHub hub, BatchReceiver receiver) {
        workers.whileStanding(() -> hub.attach(receiver));
    }

    /** Takes a receiver away again; from a worker's own thread at once, since its rounds are its own. */
    void detach(RelationHub hub, BatchReceiver receiver) {
        if (workers.isWorkerThread()) {
            hub.detach(receiver);
        } else {
            workers.whileStanding(() -> hub.detach(receiver));
        }
    }

    void addSink(SinkWriter writer) {
        workers.whileStanding(() -> sinks.put(key(writer.relation()), writer));
    }

    Optional<SinkWriter> sink(String name) {
        return Optional.ofNullable(sinks.get(key(name)));
    }

    /** As they are now, likewise. */
    List<SinkWriter> sinks() {
        return copy(sinks);
    }

    void removeSink(String name) {
        SinkWriter writer = workers.whileStanding(() -> sinks.remove(key(name)));
        if (writer != null) {
            writer.stop();
        }
    }

    /** Starts readers, and waits for what was pushed. */
    Progress progress() {
        return progress;
    }

    List<Feed> feeds() {
        return workers.whileStanding(() -> sources.values().stream()
                .flatMap(source -> source.feeds().stream())
                .toList());
    }

    /** Stops everything, whatever its threads are at; whoever still waits for changes is told why no more will come. */
    void stop(LaminarException reason) {
        List<SourceRuntime> allSources = copy(sources);
        allSources.forEach(source ->
                source.feeds().forEach(feed -> feed.instance().channel().close(reason)));
        allSources.forEach(SourceRuntime::stop);
        workers.stop();
        copy(queries).forEach(query -> query.query().stop());
        copy(sinks).forEach(SinkWriter::stop);
        allSources.forEach(
                source -> source.feeds().forEach(feed -> feed.instance().hub().onFailure(reason)));
        copy(queries).forEach(query -> query.hub().onFailure(reason));
        copy(sideOutputs).forEach(hub -> hub.onFailure(reason));
    }

    private static <T> List<T> copy(Map<String, T> map) {
        synchronized (map) {
            return List.copyOf(map.values());
        }
    }
}
