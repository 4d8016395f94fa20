package dev.comity.rules;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** One of three values; an unknown one says what would have to be known. */
sealed interface Truth {
  /** True or false, whatever the unknown inputs are. */
  enum Known implements Truth {
    TRUE,
    FALSE
  }

  /** Depends on {@code references}, which are not known; never empty. */
  record Unknown(SortedSet<Reference> references) implements Truth {
    public Unknown {
      references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
      if (references.isEmpty()) {
        throw new IllegalArgumentException("unknown without a cause");
      }
    }
  }

  static Truth of(boolean value) {
    return value ? Known.TRUE : Known.FALSE;
  }
}
