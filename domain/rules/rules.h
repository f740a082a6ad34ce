// The rule book: what the figures and parts of one report must satisfy, and the verdict on it.
//
// Verdicts are data: no rule refuses a report. Everything is precomputed when first used; after
// that any thread may validate, and a clean report costs no string work.
#ifndef OGI_DOMAIN_RULES_RULES_H_
#define OGI_DOMAIN_RULES_RULES_H_

#include <vector>

#include "absl/time/time.h"
#include "domain/form/figures.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

// By id.
const std::vector<v1::Rule>& Rules();

// Version, and SHA-256 over the texts of the rules.
const v1::RuleSet& CurrentRuleSet();

// The report must be well formed (CheckReport). `now` becomes the time of the verdict.
v1::Verdict Validate(const v1::AnnualReport& report, absl::Time now);
v1::Verdict Validate(const v1::AnnualReport& report, const Figures& figures, absl::Time now);

// BLOCKED where an ERROR rule fails; WARNED where a WARNING rule fails, or an ERROR rule is
// UNCERTAIN; else CLEAN. NOT_ASSESSABLE weighs nothing: E5 says that the cell is missing.
v1::Verdict::Outcome OutcomeOf(const v1::Verdict& verdict);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_RULES_H_
