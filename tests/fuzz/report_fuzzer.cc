// Any bytes as a report: checked, and where it is well formed, judged and written canonically.
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "common/limits.h"
#include "domain/form/canonical.h"
#include "domain/form/check.h"
#include "domain/form/figures.h"
#include "domain/rules/rule_book.h"
#include "domain/rules/verdict.h"
#include "domain/testing/reports.h"
#include "tests/fuzz/expect.h"

namespace ogi {
namespace {

using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;

const CivilDay kToday(2026, 1, 31);
const absl::Time kNow = StartOfChinaDay(kToday);

// The first byte says how the others are a report. False where they are none.
bool ReadReport(absl::string_view bytes, v1::AnnualReport& report) {
  if (bytes.empty()) return false;
  const std::string rest(bytes.substr(1));
  switch (bytes[0]) {
    case 'J':
      return JsonStringToMessage(rest, &report).ok();
    // Laid over a sound report, so that most of what comes is well formed.
    case '0':
      report = CleanReport(v1::EDITION_2019);
      return report.MergeFromString(rest);
    case '1':
      report = CleanReport(v1::EDITION_2021);
      return report.MergeFromString(rest);
    default:
      return report.ParseFromString(rest);
  }
}

void ExpectMalformed(const FieldViolations& violations) {
  for (const FieldViolation& violation : violations.all()) {
    Expect(violation.field == "report" || absl::StartsWith(violation.field, "report."),
           "a violation names its field");
    ExpectReadable(violation.chinese);
    ExpectReadable(violation.english);
  }
}

void ExpectSoundVerdict(const v1::Verdict& verdict) {
  Expect(verdict.outcome() == OutcomeOf(verdict), "the outcome follows from the findings");
  for (const v1::Finding& finding : verdict.findings()) {
    Expect(!finding.rule().empty(), "a finding names its rule");
    Expect(finding.key().size() == limits::kFindingKeyBytes, "a finding has a key");
    Expect(finding.cells_size() > 0 || !finding.part().empty(), "a finding names its place");
    ExpectReadable(finding.message());
    ExpectReadable(finding.message_en());
  }
}

void ExpectWellFormed(const v1::AnnualReport& report) {
  const Figures figures(report);
  for (const CellInfo& cell : Cells()) {
    Expect(!figures.ListingText(cell.index).empty(), "every cell can be listed");
    Expect(figures.ValueText(cell.index).empty() != figures.has_value(cell.index),
           "a cell has a text where it has a value");
  }
  ExpectSoundVerdict(RuleBook::BuiltIn().Judge({.report = &report, .figures = &figures}, kNow));

  const std::string canonical = CanonicalForm(report, figures);
  v1::AnnualReport again;
  Expect(again.ParseFromString(report.SerializeAsString()), "it can be read back");
  Expect(CanonicalForm(again) == canonical, "reading it back changes nothing");
  std::string json;
  Expect(MessageToJsonString(report, &json).ok(), "it can be written as JSON");
  again.Clear();
  Expect(JsonStringToMessage(json, &again).ok(), "its JSON can be read back");
  Expect(CanonicalForm(again) == canonical, "JSON changes nothing");
}

void Fuzz(absl::string_view bytes) {
  v1::AnnualReport report;
  if (!ReadReport(bytes, report)) return;
  FieldViolations violations;
  CheckReport(report, kToday, "report", &violations);
  if (violations.empty()) {
    ExpectWellFormed(report);
  } else {
    ExpectMalformed(violations);
  }
}

}  // namespace
}  // namespace ogi

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ogi::Fuzz(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
