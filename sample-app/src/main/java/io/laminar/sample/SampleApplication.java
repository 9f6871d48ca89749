package io.laminar.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the application; the board is then at {@code http://localhost:8080/}. */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {
    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        SpringApplication.run(SampleApplication.class, arguments);
    }
}
