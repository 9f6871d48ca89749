/** jcstress tests of the bridge; in its package, since the queue is no business of others. */
@NullMarked
package io.laminar.bridge;

import org.jspecify.annotations.NullMarked;
