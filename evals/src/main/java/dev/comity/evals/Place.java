package dev.comity.evals;

import static dev.comity.evals.EvalLogException.quote;

/** Where in the input something is: a file and, when known, a line, a zip entry or a sample. */
record Place(String file, String position) {
  static Place of(String file) {
    return new Place(file, "");
  }

  Place line(long line) {
    return new Place(file, "line " + line);
  }

  Place entry(String name) {
    return new Place(file, "entry " + quote(name));
  }

  Place sample(String id, int epoch) {
    String sample = "sample " + quote(id) + " epoch " + epoch;
    return new Place(file, position.isEmpty() ? sample : position + ", " + sample);
  }

  EvalLogException refuse(String problem) {
    return new EvalLogException(
        file + (position.isEmpty() ? "" : ", " + position) + ": " + problem);
  }

  EvalLogException refuse(String field, String problem) {
    return refuse("field " + quote(field) + ": " + problem);
  }
}
