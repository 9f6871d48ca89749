/** What tests share: harnesses that run one case in every way in which it could run. Uses everything. */
@NullMarked
package io.laminar.testing;

import org.jspecify.annotations.NullMarked;
