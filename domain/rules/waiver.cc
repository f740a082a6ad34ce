#include "domain/rules/waiver.h"

#include <algorithm>
#include <optional>

namespace ogi {
namespace {

bool IsError(const v1::Finding& finding) {
  return finding.severity() == v1::ERROR && finding.result() != v1::Finding::NOT_ASSESSABLE;
}

std::vector<std::string> PersonsOf(const v1::Actor& actor) {
  std::vector<std::string> persons;
  for (const std::string& person : {actor.person(), actor.person_represented()}) {
    if (!person.empty()) persons.push_back(person);
  }
  return persons;
}

}  // namespace

bool IsOf(const v1::Waiver& waiver, const v1::Finding& finding) {
  return finding.severity() == v1::ERROR && waiver.rule() == finding.rule() &&
         waiver.finding_key() == finding.key();
}

bool InForce(const v1::Waiver& waiver, CivilDay today) {
  const std::optional<CivilDay> last = ParseDate(waiver.last_day());
  return waiver.state() == v1::Waiver::APPROVED && last.has_value() && today <= *last;
}

Waivers WaiversOf(const v1::Verdict& verdict, const Waivers& all) {
  Waivers of_verdict;
  for (const v1::Waiver& each : all) {
    const bool holds =
        std::any_of(verdict.findings().begin(), verdict.findings().end(),
                    [&each](const v1::Finding& finding) { return IsOf(each, finding); });
    if (holds) *of_verdict.Add() = each;
  }
  return of_verdict;
}

std::vector<std::string> ErrorsNotWaived(const v1::Verdict& verdict, v1::Finding::Result result,
                                         const Waivers& all, CivilDay today) {
  std::vector<std::string> rules;
  int listed = 0;
  for (const v1::Finding& finding : verdict.findings()) {
    if (!IsError(finding)) continue;
    ++listed;
    if (finding.result() != result) continue;
    const bool waived = std::any_of(all.begin(), all.end(), [&](const v1::Waiver& waiver) {
      return IsOf(waiver, finding) && InForce(waiver, today);
    });
    // Findings of a rule stand together.
    if (!waived && (rules.empty() || rules.back() != finding.rule())) {
      rules.push_back(finding.rule());
    }
  }
  if (listed < verdict.error_count()) rules.emplace_back("…");
  return rules;
}

bool MayApprove(const v1::Actor& requester, const v1::Actor& approver) {
  if (!requester.authenticated() && !approver.authenticated()) return true;
  const std::vector<std::string> requesters = PersonsOf(requester);
  const std::vector<std::string> approvers = PersonsOf(approver);
  if (requesters.empty() || approvers.empty()) return requester.agency() != approver.agency();
  return std::none_of(approvers.begin(), approvers.end(), [&](const std::string& person) {
    return std::find(requesters.begin(), requesters.end(), person) != requesters.end();
  });
}

}  // namespace ogi
