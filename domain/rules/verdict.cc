#include "domain/rules/verdict.h"

#include "common/limits.h"

namespace ogi {
namespace {

// Tag and length of a finding; and of the fields beside the findings that are set already.
constexpr size_t kFieldBytes = 6;
// The counts and the outcome.
constexpr size_t kRoomForCounts = 64;

void Count(v1::Verdict& verdict) {
  int errors = 0;
  int warnings = 0;
  int infos = 0;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.result() == v1::Finding::NOT_ASSESSABLE) continue;
    if (finding.severity() == v1::ERROR) {
      ++errors;
    } else if (finding.severity() == v1::WARNING) {
      ++warnings;
    } else {
      ++infos;
    }
  }
  verdict.set_error_count(errors);
  verdict.set_warning_count(warnings);
  verdict.set_info_count(infos);
}

}  // namespace

v1::Verdict::Outcome OutcomeOf(const v1::Verdict& verdict) {
  v1::Verdict::Outcome outcome = v1::Verdict::CLEAN;
  for (const v1::Finding& finding : verdict.findings()) {
    const bool fails = finding.result() == v1::Finding::FAIL;
    if (finding.severity() == v1::ERROR && fails) return v1::Verdict::BLOCKED;
    const bool uncertain_error =
        finding.severity() == v1::ERROR && finding.result() == v1::Finding::UNCERTAIN;
    if ((finding.severity() == v1::WARNING && fails) || uncertain_error) {
      outcome = v1::Verdict::WARNED;
    }
  }
  return outcome;
}

void Conclude(v1::Verdict& verdict) {
  verdict.set_outcome(OutcomeOf(verdict));
  Count(verdict);
  auto& findings = *verdict.mutable_findings();
  size_t bytes = kRoomForCounts;
  for (const v1::Finding& finding : findings) bytes += finding.ByteSizeLong() + kFieldBytes;
  size_t rest = 0;
  for (const v1::VerdictInput& input : verdict.inputs()) rest += input.ByteSizeLong() + kFieldBytes;
  rest += verdict.rule_set().ByteSizeLong() + kFieldBytes;
  rest += verdict.diagnosis().ByteSizeLong() + kFieldBytes;
  for (const v1::NotAssessable& each : verdict.not_assessable()) {
    rest += each.ByteSizeLong() + kFieldBytes;
  }
  int omitted = 0;
  for (; bytes + rest > limits::kMaxVerdictBytes && !findings.empty(); ++omitted) {
    bytes -= findings.rbegin()->ByteSizeLong() + kFieldBytes;
    findings.RemoveLast();
  }
  verdict.set_omitted_findings(omitted);
}

}  // namespace ogi
