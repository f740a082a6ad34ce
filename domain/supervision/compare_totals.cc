#include "domain/supervision/compare_totals.h"

#include <algorithm>
#include <set>
#include <string>

namespace ogi {
namespace {

// They stay in the order of their ids.
v1::RuleChangeCount& CountOf(const std::string& rule, v1::CompareTotals& totals) {
  auto& rules = *totals.mutable_rules();
  const auto place = std::lower_bound(
      rules.begin(), rules.end(), rule,
      [](const v1::RuleChangeCount& each, const std::string& id) { return each.rule() < id; });
  const auto at = place - rules.begin();
  if (place != rules.end() && place->rule() == rule) return *place;
  rules.Add()->set_rule(rule);
  std::rotate(rules.begin() + at, rules.end() - 1, rules.end());
  return rules[static_cast<int>(at)];
}

}  // namespace

void AddChange(const v1::VerdictChange& change, v1::CompareTotals& totals) {
  totals.set_changed(totals.changed() + 1);
  const bool was_blocked = change.before() == v1::Verdict::BLOCKED;
  const bool is_blocked = change.after() == v1::Verdict::BLOCKED;
  if (is_blocked && !was_blocked) totals.set_newly_blocked(totals.newly_blocked() + 1);
  if (was_blocked && !is_blocked) totals.set_no_longer_blocked(totals.no_longer_blocked() + 1);
  std::set<std::string> rules;
  for (const v1::Finding& finding : change.added()) {
    v1::RuleChangeCount& count = CountOf(finding.rule(), totals);
    count.set_added(count.added() + 1);
    rules.insert(finding.rule());
  }
  for (const v1::Finding& finding : change.removed()) {
    v1::RuleChangeCount& count = CountOf(finding.rule(), totals);
    count.set_removed(count.removed() + 1);
    rules.insert(finding.rule());
  }
  for (const std::string& rule : rules) {
    v1::RuleChangeCount& count = CountOf(rule, totals);
    count.set_reports(count.reports() + 1);
  }
}

void AddTotals(const v1::CompareTotals& part, v1::CompareTotals& totals) {
  totals.set_agencies(totals.agencies() + part.agencies());
  totals.set_reports(totals.reports() + part.reports());
  totals.set_changed(totals.changed() + part.changed());
  totals.set_newly_blocked(totals.newly_blocked() + part.newly_blocked());
  totals.set_no_longer_blocked(totals.no_longer_blocked() + part.no_longer_blocked());
  for (const v1::RuleChangeCount& each : part.rules()) {
    v1::RuleChangeCount& count = CountOf(each.rule(), totals);
    count.set_added(count.added() + each.added());
    count.set_removed(count.removed() + each.removed());
    count.set_reports(count.reports() + each.reports());
  }
}

}  // namespace ogi
