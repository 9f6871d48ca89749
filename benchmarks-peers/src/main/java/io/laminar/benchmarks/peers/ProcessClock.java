package io.laminar.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of this process. The JVM tells it in steps of 10 ms on Linux, longer than a round by hand takes; the kernel
 * knows it to the nanosecond for each thread that is alive.
 */
final class ProcessClock {
    private static final Path THREADS = Path.of("/proc/self/task");

    private ProcessClock() {}

    static long cpuNanos() {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                sum += ofThread(thread);
            }
            return sum;
        } catch (IOException notLinux) {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }

    /** Nanoseconds of a thread, or 0 when it has just ended. */
    private static long ofThread(Path thread) {
        try {
            String figures = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(figures.substring(0, figures.indexOf(' ')));
        } catch (IOException gone) {
            return 0;
        }
    }
}
