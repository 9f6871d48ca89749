package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.spi.ConnectorFactory;
import io.laminar.spi.OptionSpec;
import io.laminar.spi.Options;
import io.laminar.spi.SinkConnector;
import io.laminar.spi.SourceConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** The connector {@code file}: reads files, folders and what a pattern finds, also while they are written; writes files. */
public final class FileConnectorFactory implements ConnectorFactory {
    private static final String PATH = "path";
    private static final String FOLLOW = "follow";
    private static final String REPLAY_SPEED = "replay.speed";
    private static final String PARTITIONS = "file.partitions";
    private static final String APPEND = "append";

    private final LongSupplier nanoTime;

    public FileConnectorFactory() {
        this(System::nanoTime);
    }

    FileConnectorFactory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String description() {
        return "Reads and writes files.";
    }

    @Override
    public List<OptionSpec> sourceOptions() {
        return List.of(
                OptionSpec.required(
                        PATH,
                        OptionSpec.Type.STRING,
                        "a file, a folder, a pattern such as data/*.csv, or classpath: and a resource."),
                OptionSpec.optional(
                        FOLLOW,
                        OptionSpec.Type.BOOLEAN,
                        "false",
                        "Whether to go on with what is appended, and with new files."),
                OptionSpec.optional(
                        REPLAY_SPEED,
                        OptionSpec.Type.DECIMAL,
                        "0",
                        "Seconds of event time in a second of real time; 0 is as fast as possible."),
                OptionSpec.optional(
                        PARTITIONS,
                        OptionSpec.Type.BOOLEAN,
                        "false",
                        "Whether each file is a partition with a watermark of its own. Files are then read side by side, always the one that is furthest behind, instead of one after the other."));
    }

    @Override
    public List<OptionSpec> sinkOptions() {
        return List.of(
                OptionSpec.required(PATH, OptionSpec.Type.STRING, "the file to write; its folders are made."),
                OptionSpec.optional(
                        APPEND, OptionSpec.Type.BOOLEAN, "false", "Whether to keep what is in the file already."));
    }

    @Override
    public String defaultFormat() {
        return "csv";
    }

    @Override
    public SourceConnector createSource(SourceContext context) {
        Options options = context.options();
        boolean isFollowed = options.getBoolean(FOLLOW);
        double speed = options.getDouble(REPLAY_SPEED);
        context.format().check(context.schema());
        if (speed < 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option 'replay.speed' of " + options.owner() + " must not be negative but is " + speed);
        }
        if (speed > 0 && context.schema().timeColumn() == Schema.NO_TIME) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option 'replay.speed' needs a time column; declare WATERMARK FOR a column of source "
                            + context.name() + ", or take the option away");
        }
        FileSet files = FileSet.of(options.get(PATH), isFollowed);
        files.list();
        if (options.getBoolean(PARTITIONS)) {
            if (isFollowed || speed > 0) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "option 'file.partitions' of " + options.owner()
                                + " reads a fixed set of files as fast as possible; take '"
                                + (isFollowed ? FOLLOW : REPLAY_SPEED) + "' away");
            }
            return new PartitionedFileSource(files, context.format(), context.schema());
        }
        SourceReader reader = new SourceReader(files, isFollowed, context.format(), context.schema(), nanoTime);
        return new FileSource(reader, isFollowed, speed > 0 ? new Pacer(context.schema(), speed, nanoTime) : null);
    }

    @Override
    public SinkConnector createSink(SinkContext context) {
        String text = context.options().get(PATH);
        context.format().check(context.schema());
        if (text.startsWith(FileSet.CLASSPATH)) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION, "a sink cannot write to '" + text + "'; give it a file");
        }
        Path path = FileSet.absolute(text);
        if (Files.isDirectory(path)) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION, "'" + path + "' is a folder; give the sink a file in it");
        }
        return new FileSink(
                path, context.options().getBoolean(APPEND), context.format(), context.schema(), context.hasChanges());
    }
}
