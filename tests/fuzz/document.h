// What fuzzers expect of a document, or of the error in its place.
#ifndef OGI_TESTS_FUZZ_DOCUMENT_H_
#define OGI_TESTS_FUZZ_DOCUMENT_H_

#include "absl/status/statusor.h"
#include "import/document.h"
#include "import/formats/testing/promises.h"
#include "tests/fuzz/expect.h"

namespace ogi {

inline void ExpectDocument(const absl::StatusOr<Document>& document) {
  if (!document.ok()) return ExpectHelpful(document.status());
  const std::string broken = BrokenPromise(*document);
  Expect(broken.empty(), broken.c_str());
  Expect(!document->blocks.empty(), "a document has blocks");
}

}  // namespace ogi

#endif  // OGI_TESTS_FUZZ_DOCUMENT_H_
