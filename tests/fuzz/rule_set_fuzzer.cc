// Any text as a catalogue of rules: it is refused with words, or judges a report.
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"
#include "domain/form/figures.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<ogi::RuleBook> book = ogi::RuleBook::Read({{"rules.textproto", text}});
  if (!book.ok()) {
    ogi::ExpectHelpful(book.status());
    return 0;
  }
  static const auto* const report =
      new ogi::v1::AnnualReport(ogi::CleanReport(ogi::v1::EDITION_2021));
  const ogi::Figures figures(*report);
  const ogi::v1::Verdict verdict =
      book->Judge({.report = report, .figures = &figures}, absl::UnixEpoch());
  ogi::Expect(verdict.rule_set().digest().value().size() == 32, "a verdict names its rules");
  return 0;
}
