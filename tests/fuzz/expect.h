// What fuzzers say of a broken promise.
#ifndef OGI_TESTS_FUZZ_EXPECT_H_
#define OGI_TESTS_FUZZ_EXPECT_H_

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "domain/form/text.h"

namespace ogi {

// Ends the program, which the fuzzer takes for a finding.
inline void Expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// A text for a person: there is one, and it can be shown.
inline void ExpectReadable(absl::string_view text) {
  Expect(!text.empty(), "there is a text");
  Expect(InspectText(text).fault == TextFault::kNone, "the text is UTF-8 without control bytes");
}

// A message in Chinese, then in English.
inline void ExpectHelpful(const absl::Status& status) {
  ExpectReadable(status.message());
  Expect(absl::string_view(status.message()).find('\n') != absl::string_view::npos,
         "the message is in two languages");
}

}  // namespace ogi

#endif  // OGI_TESTS_FUZZ_EXPECT_H_
