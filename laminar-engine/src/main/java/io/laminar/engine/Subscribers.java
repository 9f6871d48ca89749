package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ColumnBatch;
import io.laminar.api.Row;
import io.laminar.api.SubscriptionOptions;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.binding.RowDecoder;
import java.util.function.Consumer;

/** Makes subscriptions and attaches them. */
final class Subscribers {
    private final Topology topology;

    Subscribers(Topology topology) {
        this.topology = topology;
    }

    <T> CallbackSubscriber<T> callback(
            CatalogObject.Relation relation, Class<T> type, Consumer<? super Change<T>> callback) {
        RowDecoder<T> decoder = RowDecoder.of(type, relation.schema());
        RelationHub hub = topology.tap(relation);
        CallbackSubscriber<T> subscriber = new CallbackSubscriber<>(
                relation.name(),
                relation.schema(),
                topology.identityOf(relation),
                decoder,
                topology.workers().epochs(),
                closed -> topology.detach(hub, closed),
                callback);
        topology.attach(hub, subscriber);
        topology.progress().startObserved();
        return subscriber;
    }

    BatchSubscriber batches(CatalogObject.Relation relation, Consumer<? super ColumnBatch> callback) {
        RelationHub hub = topology.tap(relation);
        BatchSubscriber subscriber = new BatchSubscriber(
                relation.name(), relation.schema(), closed -> topology.detach(hub, closed), callback);
        topology.attach(hub, subscriber);
        topology.progress().startObserved();
        return subscriber;
    }

    <T> QueueSubscriber<T> queue(CatalogObject.Relation relation, Class<T> type, SubscriptionOptions options) {
        RowDecoder<T> decoder = RowDecoder.of(type, relation.schema());
        RelationHub hub = topology.tap(relation);
        QueueSubscriber<T> subscriber = new QueueSubscriber<>(
                relation.name(),
                relation.schema(),
                topology.identityOf(relation),
                decoder,
                topology.workers().epochs(),
                closed -> topology.detach(hub, closed),
                options,
                this::wakeWorkers);
        if (options.fromEpoch() == SubscriptionOptions.NOW) {
            topology.attach(hub, subscriber);
        } else {
            topology.whileStanding(() -> {
                History history = topology.historyOf(relation.name());
                history.requireFrom(options.fromEpoch(), relation.name());
                history.replay(options.fromEpoch(), subscriber);
                hub.attach(subscriber);
            });
        }
        topology.progress().startObserved();
        return subscriber;
    }

    /** A queue for a query that does not run yet; the caller attaches it, and drops the query when it is closed. */
    QueueSubscriber<Row> queue(String name, RelationHub hub, RowIdentity identity) {
        return new QueueSubscriber<>(
                name,
                hub.schema(),
                identity,
                RowDecoder.of(Row.class, hub.schema()),
                topology.workers().epochs(),
                closed -> {},
                SubscriptionOptions.DEFAULT,
                this::wakeWorkers);
    }

    private void wakeWorkers() {
        topology.workers().forEach(Worker::wakeUp);
    }
}
